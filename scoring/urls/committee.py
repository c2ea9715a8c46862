"""Addresses of the committee: conflicts, sheets, meeting."""

from django.urls import path

from scoring.views import conflicts, draw, meeting, reopening, sheets
from scoring.views.meetings import attendance, minutes, proposal
from scoring.views.own import drafts, locking

urlpatterns = [
    path("desk/calls/<slug:code>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("desk/calls/<slug:code>/scoring/draw/", draw.draw, name="draw"),
    path("desk/calls/<slug:code>/scoring/", sheets.scoring, name="sheets"),
    path("desk/calls/<slug:code>/scoring/<slug:number>/", sheets.sheet, name="sheet"),
    path("desk/calls/<slug:code>/scoring/<slug:number>/reopen/", reopening.reopen, name="reopen"),
    path("desk/calls/<slug:code>/phrases/", drafts.phrases, name="phrases"),
    path("desk/calls/<slug:code>/scoring/<slug:number>/note/", drafts.note, name="note"),
    path("desk/calls/<slug:code>/scoring/<slug:number>/lock/", locking.lock, name="lock_sheet"),
    path(
        "desk/calls/<slug:code>/scoring/<slug:number>/files/<uuid:pk>/",
        sheets.attachment,
        name="sheet_file",
    ),
    path(
        "desk/calls/<slug:code>/scoring/<slug:number>/files/<uuid:pk>/shown/",
        sheets.shown,
        name="sheet_file_shown",
    ),
    path("desk/calls/<slug:code>/start-scoring/", sheets.start, name="start_scoring"),
    path("desk/calls/<slug:code>/reveal-scores/", meeting.reveal, name="reveal_scores"),
    path("desk/calls/<slug:code>/meeting/", meeting.meeting, name="meeting"),
    path("desk/calls/<slug:code>/meeting/agree-common/", meeting.agree_common, name="agree_common"),
    path(
        "desk/calls/<slug:code>/meeting/<slug:number>/<str:criterion>/", meeting.case, name="case"
    ),
    path("desk/calls/<slug:code>/meetings/begin/", attendance.begin, name="meeting_begin"),
    path(
        "desk/calls/<slug:code>/meetings/attendance/",
        attendance.attendance,
        name="meeting_attendance",
    ),
    path("desk/calls/<slug:code>/meetings/proposal/", proposal.proposal, name="meeting_proposal"),
    path("desk/calls/<slug:code>/meetings/<int:number>/", minutes.minutes, name="meeting_minutes"),
    path("desk/calls/<slug:code>/meetings/<int:number>/end/", minutes.end, name="meeting_end"),
    path("desk/calls/<slug:code>/meetings/<int:number>/sign/", minutes.sign, name="meeting_sign"),
    path(
        "desk/calls/<slug:code>/meetings/<int:number>/unsigned/",
        minutes.unsigned,
        name="meeting_unsigned",
    ),
]

"""Addresses where officers prepare, publish and cancel a call, and administrators set up."""

from django.urls import path

from grants.views.desk import (
    calls,
    calls_end,
    calls_set_up,
    corrigendum,
    letters,
    questions,
    second_person,
)
from grants.views.desk.office import administration, people, signatories
from grants.views.desk.paper import recording as paper

_SECOND = "desk/calls/<slug:code>/second-person/"

urlpatterns = [
    path("desk/call-from-library/", calls.from_library, name="call_new"),
    path("desk/call-from-file/", calls.from_file, name="call_upload"),
    path("desk/calls/<slug:code>/set-up/", calls_set_up.set_up, name="call_setup"),
    path("desk/calls/<slug:code>/set-up/file/", calls_set_up.replace, name="call_replace"),
    path("desk/calls/<slug:code>/set-up/<slug:part>/", calls_set_up.part, name="call_part"),
    path("desk/calls/<slug:code>/call.yaml", calls_set_up.as_yaml, name="call_yaml"),
    path("desk/calls/<slug:code>/call.json", calls_set_up.as_json, name="call_json"),
    path("desk/calls/<slug:code>/publish/", calls_end.publish, name="call_publish"),
    path("desk/calls/<slug:code>/cancel/", calls_end.cancel, name="call_cancel"),
    path("desk/calls/<slug:code>/corrigendum/", corrigendum.corrigendum, name="call_amend"),
    path("desk/calls/<slug:code>/letters/", letters.letters, name="letters"),
    path("desk/calls/<slug:code>/letters/<int:pk>/", letters.letter, name="letter"),
    path("desk/calls/<slug:code>/questions/", questions.questions, name="questions"),
    path("desk/calls/<slug:code>/questions/<int:number>/", questions.question, name="question"),
    path(
        "desk/calls/<slug:code>/questions/<int:number>/decline/",
        questions.decline,
        name="question_decline",
    ),
    path(
        "desk/calls/<slug:code>/questions/<int:number>/correct/",
        questions.correct,
        name="answer_correct",
    ),
    path("desk/calls/<slug:code>/paper/", paper.paper_applications, name="paper_applications"),
    path("desk/calls/<slug:code>/paper/new/", paper.record, name="paper_new"),
    path(_SECOND, second_person.waiting, name="second_person"),
    path(f"{_SECOND}<int:number>/confirm/", second_person.confirm, name="second_person_confirm"),
    path(f"{_SECOND}<int:number>/decline/", second_person.decline, name="second_person_decline"),
    path(
        f"{_SECOND}<int:number>/take-back/",
        second_person.take_back,
        name="second_person_take_back",
    ),
    path("desk/people/", people.people, name="people"),
    path("desk/people/<int:pk>/", people.person, name="person"),
    path("desk/people/<int:pk>/invite/", people.invite_again, name="invite_again"),
    path("desk/people/<int:pk>/close/", people.close, name="close_account"),
    path("desk/people/<int:pk>/open/", people.open_again, name="open_account"),
    path("desk/people/<int:pk>/second-step/", people.second_step, name="reset_second_step"),
    path("desk/roles/<int:pk>/revoke/", people.revoke, name="revoke_role"),
    path("desk/funder/", administration.funder, name="funder"),
    path("desk/signatories/", signatories.signatories, name="signatories"),
    path("desk/signatories/<int:pk>/end/", signatories.end, name="end_signatory"),
    path("desk/funder/new/", administration.new_funder, name="funder_new"),
]

"""Addresses of the public side: calls and the statements of this site."""

from django.urls import path, re_path

from grants.views.public import calls, corrigenda, home, questions, statements, subscribers

urlpatterns = [
    path("", home.home, name="home"),
    path("funders/<slug:funder>/", home.funder_home, name="funder_home"),
    path("funders/<slug:funder>/arms/<slug:mark>.png", home.arms, name="funder_arms"),
    path("calls/<slug:code>/", calls.show, name="call"),
    path("calls/<slug:code>/questions/", questions.questions, name="call_questions"),
    path("calls/<slug:code>/corrigenda/", corrigenda.corrigenda, name="call_corrigenda"),
    path("calls/<slug:code>/news/", subscribers.leave_address, name="subscribe"),
    path("calls/<slug:code>/news/<str:mark>/", subscribers.confirm, name="confirm_subscription"),
    path("calls/<slug:code>/no-news/<str:mark>/", subscribers.leave, name="unsubscribe"),
    re_path(r"^calls/(?P<code>[-\w]+)/call\.(?P<form>json|yaml)$", calls.content, name="call_file"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
]

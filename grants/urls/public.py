"""Addresses of the public side: calls and the statements of this site."""

from django.urls import path, re_path

from grants.views.public import calls, corrigenda, home, questions, statements

urlpatterns = [
    path("", home.home, name="home"),
    path("funders/<slug:funder>/", home.funder_home, name="funder_home"),
    path("calls/<slug:code>/", calls.show, name="call"),
    path("calls/<slug:code>/questions/", questions.questions, name="call_questions"),
    path("calls/<slug:code>/corrigenda/", corrigenda.corrigenda, name="call_corrigenda"),
    re_path(r"^calls/(?P<code>[-\w]+)/call\.(?P<form>json|yaml)$", calls.content, name="call_file"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
]

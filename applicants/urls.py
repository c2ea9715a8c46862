from django.urls import URLPattern, URLResolver, path

from applicants.views import members, numbers, organisations

app_name = "applicants"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/organisations/", numbers.numbers, name="numbers"),
    path("desk/organisations/<int:pk>/", numbers.prove, name="prove"),
    path("organisations/add/", organisations.add, name="add"),
    path("organisations/<int:pk>/", organisations.show, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.edit, name="edit"),
    path("organisations/<int:pk>/leadership/", organisations.officers, name="officers"),
    path("organisations/<int:pk>/documents/add/", organisations.document_add, name="document_add"),
    path(
        "organisations/<int:pk>/documents/<int:document>/", organisations.document, name="document"
    ),
    path(
        "organisations/<int:pk>/documents/<int:document>/remove/",
        organisations.document_remove,
        name="document_remove",
    ),
    path("organisations/<int:pk>/invite/", members.invite, name="invite"),
    path(
        "organisations/<int:pk>/invitations/<int:invitation>/cancel/",
        members.invitation_cancel,
        name="invitation_cancel",
    ),
    path("organisations/<int:pk>/members/<int:member>/", members.member, name="member"),
    path("organisations/join/<str:token>/", members.join, name="join"),
]

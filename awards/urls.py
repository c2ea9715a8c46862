from django.urls import URLPattern, URLResolver, path

from awards.views import approval

app_name = "awards"

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/signatures/", approval.signatures, name="signatures"),
    path("desk/calls/<slug:code>/proposal/", approval.propose, name="propose"),
    path("desk/calls/<slug:code>/proposal/<int:number>/", approval.approval, name="approval"),
    path("desk/calls/<slug:code>/proposal/<int:number>/sign/", approval.sign, name="sign"),
    path(
        "desk/calls/<slug:code>/proposal/<int:number>/decisions/",
        approval.sign_decisions,
        name="sign_decisions",
    ),
    path(
        "desk/calls/<slug:code>/proposal/<int:number>/return/",
        approval.give_back,
        name="return_proposal",
    ),
]

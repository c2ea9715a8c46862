from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:pk>/", views.show_job, name="show"),
    path("<uuid:pk>/retry/", views.retry, name="retry"),
]

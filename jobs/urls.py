from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/<int:pk>/send-again/", views.send_again, name="send_again"),
    path("<uuid:pk>/", views.show_job, name="show"),
    path("<uuid:pk>/retry/", views.retry, name="retry"),
]

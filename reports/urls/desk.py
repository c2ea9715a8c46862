"""Addresses of the desk: where people begin, past awards, the workspace of each call."""

from django.urls import path

from reports.views import desk, history, workspace

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/history/", history.imports, name="history_imports"),
    path("desk/history/new/", history.new_import, name="history_new"),
    path("desk/history/<int:pk>/", history.show_import, name="history_import"),
    path("desk/history/<int:pk>/columns/", history.columns, name="history_columns"),
    path("desk/history/<int:pk>/faults.csv", history.faults_csv, name="history_faults"),
    path("desk/history/<int:pk>/discard/", history.discard, name="history_discard"),
    path("desk/history/<int:pk>/undo/", history.undo, name="history_undo"),
    path("desk/calls/<slug:code>/", workspace.workspace, name="workspace"),
]

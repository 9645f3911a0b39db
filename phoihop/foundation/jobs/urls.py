"""A job's page; and, at the root, the three doors for machines (`ops`)."""

from django.urls import path

from phoihop.foundation.jobs import views

app_name = "jobs"
urlpatterns = [path("<int:pk>/", views.show, name="show")]

ops = (
    [
        path("healthz", views.healthz, name="healthz"),
        path("readyz", views.readyz, name="readyz"),
        path("metrics", views.metrics, name="metrics"),
    ],
    "ops",
)

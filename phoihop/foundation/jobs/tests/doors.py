"""The doors of jobs alone, so that their tests stand without the rest of the house."""

from django.urls import include, path

from phoihop.foundation.jobs import urls

urlpatterns = [
    path("jobs/", include(urls)),
    path("", include(urls.ops)),
    path("", include("phoihop.config.urls")),
]

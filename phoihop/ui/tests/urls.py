"""The one address the shell asks for by name; the house's own addresses are none of its business."""

from django.urls import include, path

urlpatterns = [path("i18n/", include("django.conf.urls.i18n"))]

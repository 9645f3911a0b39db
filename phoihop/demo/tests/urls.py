"""The house's doors and the demonstration's, which exist only in demo mode."""

from django.urls import include, path

from phoihop.config.urls import urlpatterns as house

urlpatterns = [*house, path("demo/", include("phoihop.demo.urls"))]

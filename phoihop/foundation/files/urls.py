"""One file, by its hash."""

from django.urls import re_path

from phoihop.foundation.files import views

app_name = "files"
urlpatterns = [re_path(r"^(?P<sha256>[0-9a-f]{64})/$", views.show, name="show")]

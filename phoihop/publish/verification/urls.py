"""/xac-thuc/: one page, for anyone."""

from django.urls import path

from phoihop.publish.verification import views

app_name = "verification"
urlpatterns = [path("", views.show, name="show")]

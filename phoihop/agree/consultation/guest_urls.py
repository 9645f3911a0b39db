"""/invitation/<token>/: what a guest can do, with the token instead of an account."""

from phoihop.agree.consultation.urls import guest_urlpatterns as urlpatterns

__all__ = ["app_name", "urlpatterns"]

app_name = "invitation"

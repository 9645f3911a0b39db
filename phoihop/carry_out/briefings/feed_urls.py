"""/ics/<token>.ics: calendars by an address nobody can guess."""

from phoihop.carry_out.briefings.urls import feed_urlpatterns as urlpatterns

__all__ = ["app_name", "urlpatterns"]

app_name = "ics"

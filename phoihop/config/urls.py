"""Every door of the house, one noun per stage."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from phoihop.foundation.jobs import urls as jobs

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("phoihop.foundation.agencies.sign_in.urls")),
    path("", include("phoihop.foundation.agencies.urls")),
    path("calendar/", include("phoihop.foundation.calendar.urls")),
    path("books/", include("phoihop.foundation.numbers.urls")),
    path("notices/", include("phoihop.foundation.notices.urls")),
    path("files/", include("phoihop.foundation.files.urls")),
    path("jobs/", include(jobs)),
    path("", include(jobs.ops)),
    path("ledger/", include("phoihop.foundation.ledger.urls")),
    path("", include("phoihop.agree.programmes.urls")),
    path("texts/", include("phoihop.agree.drafting.urls")),
    path("consultations/", include("phoihop.agree.consultation.urls")),
    path("signings/", include("phoihop.agree.signing.urls")),
    path("tasks/", include("phoihop.carry_out.tasks.urls")),
    path("difficulties/", include("phoihop.carry_out.escalations.urls")),
    path("briefings/", include("phoihop.carry_out.briefings.urls")),
    path("ics/", include("phoihop.carry_out.briefings.feed_urls")),
    path("xac-thuc/", include("phoihop.publish.verification.urls")),
    path("invitation/", include("phoihop.agree.consultation.guest_urls")),
    path("", include("phoihop.desk.urls")),
    *([path("demo/", include("phoihop.demo.urls"))] if settings.DEMO else []),
]

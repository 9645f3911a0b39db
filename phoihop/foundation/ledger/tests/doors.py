"""The ledger's doors alone, so that its tests stand without the rest of the house."""

from django.urls import include, path

urlpatterns = [
    path("ledger/", include("phoihop.foundation.ledger.urls")),
    path("", include("phoihop.config.urls")),
]

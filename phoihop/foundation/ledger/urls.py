"""The record of one chain, the record to take away, and the anchors."""

from django.urls import path

from phoihop.foundation.ledger import views

app_name = "ledger"
urlpatterns = [
    path("anchors/", views.anchors, name="anchors"),
    path("<str:chain>/", views.chain, name="chain"),
    path("<str:chain>/entries.csv", views.as_csv, name="csv"),
    path("<str:chain>/entries.json", views.as_json, name="json"),
]

from django.apps import AppConfig


class Calendar(AppConfig):
    name = "phoihop.foundation.calendar"
    label = "calendar"

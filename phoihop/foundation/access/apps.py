from django.apps import AppConfig


class Access(AppConfig):
    name = "phoihop.foundation.access"
    label = "access"

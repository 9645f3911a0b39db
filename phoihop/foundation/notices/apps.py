from django.apps import AppConfig


class Notices(AppConfig):
    name = "phoihop.foundation.notices"
    label = "notices"

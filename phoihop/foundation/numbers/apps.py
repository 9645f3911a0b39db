from django.apps import AppConfig


class Numbers(AppConfig):
    name = "phoihop.foundation.numbers"
    label = "numbers"

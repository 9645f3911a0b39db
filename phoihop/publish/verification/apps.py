from django.apps import AppConfig


class Verification(AppConfig):
    name = "phoihop.publish.verification"
    label = "verification"

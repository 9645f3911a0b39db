from django.apps import AppConfig


class Desk(AppConfig):
    name = "phoihop.desk"
    label = "desk"

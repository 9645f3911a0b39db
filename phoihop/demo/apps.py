from django.apps import AppConfig


class Demo(AppConfig):
    name = "phoihop.demo"
    label = "demo"

from django.apps import AppConfig


class Files(AppConfig):
    name = "phoihop.foundation.files"
    label = "files"

    def ready(self) -> None:
        from phoihop.foundation.files import queries, visibility

        visibility.register(queries.handed_in)

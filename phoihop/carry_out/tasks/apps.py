from django.apps import AppConfig


class Tasks(AppConfig):
    name = "phoihop.carry_out.tasks"
    label = "tasks"

    def ready(self) -> None:
        from phoihop.carry_out.tasks import jobs, notices, queries, reactions  # noqa: F401 — they register themselves
        from phoihop.foundation.files import visibility as files

        files.register(queries.may_read_file)

from django.apps import AppConfig


class Briefings(AppConfig):
    name = "phoihop.carry_out.briefings"
    label = "briefings"

    def ready(self) -> None:
        from phoihop.carry_out.briefings import (  # noqa: F401 — they register themselves
            agenda,
            jobs,
            notices,
            queries,
            reactions,
        )
        from phoihop.carry_out.tasks import origins
        from phoihop.foundation.files import visibility as files

        agenda.discover()
        origins.register(queries.CONCLUSION, queries.source_of_task)
        files.register(queries.may_read_file)

from django.apps import AppConfig


class Escalations(AppConfig):
    name = "phoihop.carry_out.escalations"
    label = "escalations"

    def ready(self) -> None:
        from phoihop.carry_out.escalations import jobs, notices, queries, reactions  # noqa: F401 — they register
        from phoihop.carry_out.escalations.origins import DIRECTIVE
        from phoihop.carry_out.tasks import origins

        origins.register(DIRECTIVE, queries.source_of_task)

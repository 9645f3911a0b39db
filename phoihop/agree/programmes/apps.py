from django.apps import AppConfig


class Programmes(AppConfig):
    name = "phoihop.agree.programmes"
    label = "programmes"

    def ready(self) -> None:
        from phoihop.agree.programmes import jobs, queries  # noqa: F401 — jobs register themselves
        from phoihop.foundation.ledger import visibility

        visibility.register("framework", queries.may_read_framework_chain, title=queries.title_of_framework_chain)
        visibility.register("programme", queries.may_read_programme_chain, title=queries.title_of_programme_chain)

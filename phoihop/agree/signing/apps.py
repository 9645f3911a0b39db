from django.apps import AppConfig


class Signing(AppConfig):
    name = "phoihop.agree.signing"
    label = "signing"

    def ready(self) -> None:
        from phoihop.agree.signing import jobs, notices, queries  # noqa: F401 — they register themselves
        from phoihop.foundation.files import visibility as files

        files.register(queries.may_read_file)

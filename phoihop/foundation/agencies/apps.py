from django.apps import AppConfig


class Agencies(AppConfig):
    name = "phoihop.foundation.agencies"
    label = "agencies"

    def ready(self) -> None:
        from phoihop.foundation.agencies import jobs  # noqa: F401 — registers its reactions
        from phoihop.foundation.agencies.sign_in import log  # noqa: F401 — registers its receivers

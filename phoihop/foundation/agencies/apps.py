from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Agencies(AppConfig):
    name = "phoihop.foundation.agencies"
    label = "agencies"
    verbose_name = _("Agencies and accounts")

    def ready(self) -> None:
        from phoihop.foundation.agencies import jobs  # noqa: F401 — registers its reactions
        from phoihop.foundation.agencies.sign_in import log  # noqa: F401 — registers its receivers

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Consultation(AppConfig):
    name = "phoihop.agree.consultation"
    label = "consultation"
    verbose_name = _("Consultations")

    def ready(self) -> None:
        from phoihop.agree.consultation import jobs, notices, queries, reactions  # noqa: F401 — they register themselves
        from phoihop.foundation.files import visibility as files
        from phoihop.foundation.ledger import visibility

        visibility.register("within", _is_own, title=lambda _chain: gettext("Inside the agency"))
        files.register(queries.may_read_dispatch)


def _is_own(actor: Any, chain: str) -> bool:
    """What an agency's staff wrote before the agency spoke is theirs alone."""
    return chain == f"within:{actor.agency_id}" and not actor.guest_ref

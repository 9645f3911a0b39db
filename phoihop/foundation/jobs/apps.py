from typing import Any

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext


class Jobs(AppConfig):
    name = "phoihop.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Every app's `jobs.py` declares its kinds of job and its chores when it is imported."""
        from phoihop.foundation.access.roles import Permission
        from phoihop.foundation.ledger import visibility

        def may_see(actor: Any, chain: str) -> bool:
            return bool(actor.may(Permission.ADMINISTER))

        # What concerns no programme: accounts, the calendar, files. The ledger itself knows no permission.
        visibility.register("site", may_see, title=lambda chain: gettext("The installation"))
        autodiscover_modules("jobs")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Files(AppConfig):
    name = "phoihop.foundation.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from phoihop.foundation.files import queries, visibility

        visibility.register(queries.handed_in)

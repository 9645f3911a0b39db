from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Calendar(AppConfig):
    name = "phoihop.foundation.calendar"
    label = "calendar"
    verbose_name = _("Working calendar")

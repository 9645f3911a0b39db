from django import forms
from django.utils.translation import gettext_lazy as _

from phoihop.foundation.notices.models import Preference


class MailPreference(forms.Form):
    mail = forms.ChoiceField(
        label=_("Notices by e-mail"), choices=Preference.Mail.choices, widget=forms.RadioSelect, required=True
    )

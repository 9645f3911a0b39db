"""Who was told what, and whether it was read and mailed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One thing told to one account. `words` fill the sentence of `kind` in the reader's own language.

    While `mail` is WAITS, `mail_after` is the moment before which no worker may touch it: a worker that sends has
    moved it some minutes ahead, and a letter that was refused is put off with it.
    """

    class Mail(models.TextChoices):
        WAITS = "waits"
        SENT = "sent"
        NONE = "none"

    account = models.ForeignKey("agencies.Account", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=80)
    words = models.JSONField(default=dict)
    url = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=5, choices=Mail, default=Mail.WAITS)
    mailed_at = models.DateTimeField(null=True)
    mail_after = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_mailed_at_iff_sent",
                condition=Q(mail="sent", mailed_at__isnull=False) | (~Q(mail="sent") & Q(mailed_at=None)),
            )
        ]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="notices_of_an_account"),
            models.Index(fields=["account", "-at", "-id"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["account", "at"], condition=Q(mail="waits"), name="notices_to_mail"),
        ]


class Preference(models.Model):
    """How an account wants mail: in bursts as things happen, once a day, or not at all. No row: in bursts."""

    class Mail(models.TextChoices):
        BURSTS = "bursts", _("Soon after something happens, gathered into one message")
        DAILY = "daily", _("Once a day, at seven in the morning")
        NEVER = "never", _("Not at all")

    account = models.OneToOneField("agencies.Account", on_delete=models.CASCADE, related_name="notice_preference")
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.BURSTS)

"""What was handed in, by content. The bytes lie in storage under their SHA-256; a row says what they are."""

from django.db import models


class StoredFile(models.Model):
    """`checked_at` is when the bytes were last read back and found to be what they were, or not (`damaged_at`).

    `unread` is why its words could not be read when it came ("no-text" for a scan), "" for everything else: nobody
    but a person has looked whether such a paper carries a mark of secrecy.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    unread = models.CharField(max_length=20, blank=True)
    kept_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    damaged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["checked_at"], name="files_by_check")]

    @property
    def path(self) -> str:
        """Where the bytes lie, relative to the store."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"


class Handing(models.Model):
    """The same bytes may be handed in twice under two names; each time is remembered."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="handings")
    name = models.CharField(max_length=200)
    by = models.CharField(max_length=60)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    @property
    def ledger_chain(self) -> str:
        """What an agency hands in is its own affair until a stage shows it to others."""
        return f"within:{self.agency_id}"

"""The life of a task, of each agency's part in it, of what is handed in, asked for and reported."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from phoihop.kit.lifecycle import Lifecycle, Move


class State(TextChoices):
    DRAFT = "DRAFT", _("Suggested")
    OPEN = "OPEN", _("Under way")
    DONE = "DONE", _("Completed")
    CANCELLED = "CANCELLED", _("Cancelled")
    DROPPED = "DROPPED", _("Suggestion set aside")


LIFE = Lifecycle(
    start=State.DRAFT,
    moves=[
        Move("confirm", State.DRAFT, State.OPEN),
        Move("drop", State.DRAFT, State.DROPPED),
        # What was suggested comes back each period: the duty takes its place.
        Move("begin_duty", State.DRAFT, State.DROPPED),
        # The lead agency's evidence was accepted: its part is the task.
        Move("complete", State.OPEN, State.DONE),
        Move("cancel", State.OPEN, State.CANCELLED),
    ],
)


class PartState(TextChoices):
    DRAFT = "DRAFT", _("Suggested")
    OWED = "OWED", _("To be done")
    HANDED_IN = "HANDED_IN", _("Handed in, waiting for acceptance")
    DONE = "DONE", _("Done and accepted")
    ENDED = "ENDED", _("No longer owed")


#: States in which an agency's part is still running.
RUNNING = (PartState.OWED, PartState.HANDED_IN)

PART_LIFE = Lifecycle(
    start=PartState.DRAFT,
    moves=[
        Move("confirm", PartState.DRAFT, PartState.OWED),
        Move("hand_in", PartState.OWED, PartState.HANDED_IN),
        Move("return_evidence", PartState.HANDED_IN, PartState.OWED),
        Move("take_back", PartState.HANDED_IN, PartState.OWED),
        Move("accept", PartState.HANDED_IN, PartState.DONE),
        # Cancelled with the task, released from it, or passed to a successor.
        Move("end", PartState.DRAFT, PartState.ENDED),
        Move("end", PartState.OWED, PartState.ENDED),
        Move("end", PartState.HANDED_IN, PartState.ENDED),
    ],
)


class EvidenceState(TextChoices):
    HANDED_IN = "HANDED_IN", _("Waiting for acceptance")
    ACCEPTED = "ACCEPTED", _("Evidence accepted")
    RETURNED = "RETURNED", _("Returned")
    TAKEN_BACK = "TAKEN_BACK", _("Taken back")
    LAPSED = "LAPSED", _("Not decided on: no longer owed")


EVIDENCE_LIFE = Lifecycle(
    start=EvidenceState.HANDED_IN,
    moves=[
        Move("accept", EvidenceState.HANDED_IN, EvidenceState.ACCEPTED),
        Move("return_evidence", EvidenceState.HANDED_IN, EvidenceState.RETURNED),
        Move("take_back", EvidenceState.HANDED_IN, EvidenceState.TAKEN_BACK),
        Move("lapse", EvidenceState.HANDED_IN, EvidenceState.LAPSED),
    ],
)


class ExtensionState(TextChoices):
    ASKED = "ASKED", _("Asked for")
    APPROVED = "APPROVED", _("Approved")
    REFUSED = "REFUSED", _("Refused")
    LAPSED = "LAPSED", _("No longer needed")


EXTENSION_LIFE = Lifecycle(
    start=ExtensionState.ASKED,
    moves=[
        Move("approve_extension", ExtensionState.ASKED, ExtensionState.APPROVED),
        Move("refuse_extension", ExtensionState.ASKED, ExtensionState.REFUSED),
        # The work came in, or the part ended, before anybody decided.
        Move("lapse", ExtensionState.ASKED, ExtensionState.LAPSED),
    ],
)


class ReportState(TextChoices):
    DRAFT = "DRAFT", _("Being written")
    SUBMITTED = "SUBMITTED", _("Submitted")
    RETURNED = "RETURNED", _("Returned")
    ACCEPTED = "ACCEPTED", _("Report accepted")
    SKIPPED = "SKIPPED", _("Skipped")


REPORT_LIFE = Lifecycle(
    start=ReportState.DRAFT,
    moves=[
        Move("submit_report", ReportState.DRAFT, ReportState.SUBMITTED),
        Move("submit_report", ReportState.RETURNED, ReportState.SUBMITTED),
        Move("accept_report", ReportState.SUBMITTED, ReportState.ACCEPTED),
        Move("return_report", ReportState.SUBMITTED, ReportState.RETURNED),
        Move("skip_report", ReportState.DRAFT, ReportState.SKIPPED),
        Move("skip_report", ReportState.RETURNED, ReportState.SKIPPED),
    ],
)


class ImportState(TextChoices):
    PREVIEW = "PREVIEW", _("Being looked at")
    ACCEPTED = "ACCEPTED", _("Taken in")
    DISCARDED = "DISCARDED", _("Discarded")


IMPORT_LIFE = Lifecycle(
    start=ImportState.PREVIEW,
    moves=[
        Move("accept_import", ImportState.PREVIEW, ImportState.ACCEPTED),
        Move("discard_import", ImportState.PREVIEW, ImportState.DISCARDED),
    ],
)

"""Tasks, the parts agencies have in them, and what happens to those parts. Import this module, not the files in it."""

from phoihop.carry_out.tasks.models.facts import (
    Evidence,
    EvidenceFile,
    Extension,
    Figure,
    Indicator,
    Reminder,
    Report,
    TaskImport,
)
from phoihop.carry_out.tasks.models.tasks import (
    Cadence,
    DueDate,
    Duty,
    DutyPart,
    Origin,
    Participation,
    Role,
    Task,
    label_of,
)

__all__ = [
    "Cadence",
    "DueDate",
    "Duty",
    "DutyPart",
    "Evidence",
    "EvidenceFile",
    "Extension",
    "Figure",
    "Indicator",
    "Origin",
    "Participation",
    "Reminder",
    "Report",
    "Role",
    "Task",
    "TaskImport",
    "label_of",
]

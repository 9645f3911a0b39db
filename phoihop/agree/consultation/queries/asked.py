"""What a text asks of one agency."""

from collections.abc import Mapping

from django.db.models import Q

from phoihop.agree.consultation import summary
from phoihop.agree.consultation.models import Invitation, Round
from phoihop.agree.consultation.summary import Names, Summary, summary_of
from phoihop.agree.drafting import queries as drafting
from phoihop.agree.drafting.queries import Branch
from phoihop.agree.programmes.models import Party
from phoihop.foundation.agencies.models import Agency


def names_in(round_: Round, agency: Agency) -> Names:
    """What the text may call this agency: every name it ever had, and the words for all parties if it is one."""
    rows = [row for pair in agency.names.values_list("name", "short_name") for row in pair]
    names = [agency.name, agency.short_name, *rows]
    place = agency.locality.name if agency.locality else ""
    mine = list(
        Party.objects.filter(programme__framework_id=round_.text.framework_id, agency=agency).values_list(
            "programme_id", "programme__standing_unit_id"
        )
    )
    stands = any(unit == agency.pk for _programme, unit in mine)
    return Names(
        alone=(*summary.names_of(agency.kind, names, place=place), *(summary.STANDING_UNIT if stands else ())),
        shared=summary.EVERYONE if mine else (),
        own_programmes=frozenset(programme for programme, _unit in mine),
        others=_names_of_others(round_, agency),
    )


def _names_of_others(round_: Round, agency: Agency) -> tuple[str, ...]:
    """Names of the other agencies under the framework, so that a part of a longer name is not taken for this one."""
    under = Q(memberships__programme__framework=round_.text.framework_id) | Q(frameworks_led=round_.text.framework_id)
    found = Agency.objects.filter(under).exclude(pk=agency.pk).values_list("name", "short_name", "names__name")
    return tuple(dict.fromkeys(name for row in found for name in row if name))


def read_for(round_: Round, agency: Agency) -> Summary:
    """Reads what is sent: once when the round opens or the agency is invited later, and before for the lead's eyes."""
    return summary_of(sent_to(round_, agency), names_in(round_, agency))


def summary_told(invitation: Invitation, labels: Mapping[str, str]) -> Summary:
    """What the agency was told the text asks of it; `labels` name the clauses by key."""
    return Summary.from_json(invitation.asked, labels)


def sent_to(round_: Round, agency: Agency) -> list[Branch]:
    """The version sent, or before the opening the draft that would be, without what is meant for others alone."""
    mine = Party.objects.filter(programme__framework_id=round_.text.framework_id, agency=agency)
    whole = drafting.branches_of(round_.version) if round_.version else drafting.tree(round_.text)
    return drafting.for_eyes(whole, frozenset(mine.values_list("programme_id", flat=True)))

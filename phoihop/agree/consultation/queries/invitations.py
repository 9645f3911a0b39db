"""Who was asked, how, and until when."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from phoihop.agree.consultation.models import Extension, Invitation, Opinion, Round
from phoihop.agree.consultation.states import Answer, State
from phoihop.foundation.access.roles import Role
from phoihop.foundation.agencies.actor import Actor

CODE_LIFETIME = dt.timedelta(minutes=15)
GUEST_SESSION = dt.timedelta(hours=8)


def invitation_of(round_: Round, actor: Actor) -> Invitation | None:
    """The invitation under which this actor's agency takes part, None for the lead agency."""
    return (
        round_.invitations.select_related("agency", "round__text__framework").filter(agency_id=actor.agency_id).first()
    )


def invitations_of(round_: Round, *, names: bool = False) -> list[Invitation]:
    """In the order they were made, with agency, opinion and what was extended; `names` for papers that need them all.

    What the text asks of each stays in the database: it is long, and read on the agency's own page alone.
    """
    found = (
        round_.invitations.select_related("agency", "opinion__dispatch_file", "round__text__framework")
        .defer("asked")
        .prefetch_related(Prefetch("extensions", Extension.objects.order_by("at", "pk")))
        .order_by("position", "pk")
    )
    return list(found.prefetch_related("agency__names") if names else found)


def awaited(round_: Round) -> list[Invitation]:
    """Agencies that have not answered, in the order they were asked."""
    waiting = round_.invitations.filter(state=Answer.AWAITED).select_related("agency").defer("asked")
    return list(waiting.order_by("position", "pk"))


def invitation_by_link(token_sha256: str) -> Invitation | None:
    """The invitation a link leads to, as long as its round receives opinions."""
    return (
        Invitation.objects.select_related("agency", "round__text__framework__lead_agency", "round__version")
        .filter(link_sha256=token_sha256, channel=Invitation.Channel.LINK, round__state=State.OPEN)
        .exclude(link_sha256="")
        .first()
    )


def guest_actor(invitation: Invitation) -> Actor:
    """Who came by a link: the agency's focal point, who may remark and hand in its opinion, and nothing else."""
    return Actor(
        account_id=None,
        name=invitation.guest_name or invitation.agency.name,
        agency=invitation.agency,
        post="",
        roles=frozenset({Role.CLERK}),
        guest_ref=str(invitation.pk),
    )


def to_remind(*, on: Iterable[dt.date]) -> QuerySet[Invitation]:
    """Unanswered invitations of open rounds due on one of these days."""
    return (
        Invitation.objects.filter(round__state=State.OPEN, state=Answer.AWAITED, due_on__in=list(on))
        .select_related("agency", "round__text__framework__lead_agency")
        .order_by("pk")
    )


def opinion_of(invitation: Invitation) -> Opinion | None:
    return Opinion.objects.select_related("dispatch_file").filter(invitation=invitation).first()


def to_write_to(invitation_id: int) -> Invitation | None:
    """The invitation a letter is about to go to, None when there is no sense in it any more."""
    return (
        Invitation.objects.select_related("agency", "round__text__framework__lead_agency")
        .filter(pk=invitation_id, channel=Invitation.Channel.LINK, round__state=State.OPEN)
        .exclude(link_nonce="")
        .first()
    )


def may_read_dispatch(actor: Actor, sha256: str) -> bool:
    """The dispatch beside an opinion is read by the agency that sent it and by the lead agency that received it."""
    return Opinion.objects.filter(
        Q(invitation__agency_id=actor.agency_id)
        | Q(invitation__round__text__framework__lead_agency_id=actor.agency_id),
        dispatch_file_id=sha256,
    ).exists()

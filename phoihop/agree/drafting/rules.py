"""Who may do what with a text, each answer with its sentence."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from phoihop.agree.drafting.models import Import, Text
from phoihop.agree.programmes.models import Framework
from phoihop.agree.programmes.states import State
from phoihop.foundation.access.roles import Permission
from phoihop.foundation.agencies.actor import Actor
from phoihop.kit.verdict import YES, Verdict, first_no, no

# From the widest to the narrowest: a node stands under a wider one.
_RANK: Final = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
    "clause": 5,
    "point": 6,
    "paragraph": 7,
}
_NESTING: Final = frozenset({"section", "clause", "point", "paragraph"})


def may_begin(actor: Actor, framework: Framework) -> Verdict:
    return first_no(_drafts_for(actor, framework), _not_over(framework))


def may_edit(actor: Actor, text: Text) -> Verdict:
    """Open rounds do not stand in the way: what was sent is a frozen version, the working text goes on."""
    if text.settled_at:
        return no(_("This text is settled and cannot be changed; an amendment is a new text."))
    return first_no(_drafts_for(actor, text.framework), _not_over(text.framework))


def may_settle(actor: Actor, text: Text) -> Verdict:
    if text.settled_at:
        return no(_("This text is already settled."))
    if actor.agency_id != text.framework.lead_agency_id:
        return no(_("Only the lead agency can settle the text."))
    if not actor.may(Permission.SETTLE):
        return no(_("Settling the text needs the head of the agency, or someone the agency gave that right."))
    return _not_over(text.framework)


def may_render(actor: Actor, text: Text) -> Verdict:
    """A translation binds nobody, so it may follow a settled text."""
    return _drafts_for(actor, text.framework)


def may_accept(actor: Actor, preview: Import) -> Verdict:
    if preview.state != Import.State.PREVIEW:
        return no(_("This import has already been accepted or discarded; upload the document again."))
    return may_edit(actor, preview.text)


def may_stand(kind: str, under: str | None) -> Verdict:
    """Whether a node of this kind may hang under one of that kind (None: the document itself)."""
    if under is None:
        return YES
    if kind == "annex":
        return no(_("An annex stands at the end of the document, under nothing."))
    if _RANK[kind] > _RANK[under] or (kind == under and kind in _NESTING):
        return YES
    return no(_("It cannot be placed there: the place above is not wider than the clause itself."))


def _drafts_for(actor: Actor, framework: Framework) -> Verdict:
    if actor.agency_id != framework.lead_agency_id:
        return no(_("Only the lead agency can change this text; other agencies send their opinions."))
    if not actor.may(Permission.DRAFT):
        return no(_("Drafting needs a post with the right to draft; the head of the agency can give it."))
    return YES


def _not_over(framework: Framework) -> Verdict:
    if framework.state == State.DROPPED:
        return no(_("This framework has been dropped; its text is kept as it was."))
    return YES

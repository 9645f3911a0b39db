"""Signings, and what they are about."""

import datetime as dt

from django.db.models import Count, F, Q, QuerySet

from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.models import Framework, Party, Programme
from phoihop.agree.programmes.states import State as FrameworkState
from phoihop.agree.signing.models import Binding, Certificate, Photo, Signing, Slot, Specimen, Witness
from phoihop.agree.signing.states import SlotState, State
from phoihop.foundation.agencies.actor import WHOEVER, Actor
from phoihop.foundation.agencies.models import Agency, Tenure
from phoihop.foundation.ledger import queries as ledger
from phoihop.foundation.statements import Given, statement
from phoihop.kit.vietnamese import fold

#: What is in the ledger for good and says nothing to whoever reads how a ceremony went.
_IN_PASSING = ["signing.begun", "signing.abandoned", "signing.arranged"]
#: How the list may be ordered; every order ends with the primary key.
SORTS = {"newest": "-prepared_at", "due": "expires_at"}
_WITH = ("version__programme", "version__text__framework__lead_agency", "file")


def signings_for(actor: Actor, *, state: str = "", words: str = "", sort: str = "newest") -> QuerySet[Signing]:
    """Every signing this actor may see, each with how many places there are and how many are signed."""
    found = Signing.objects.visible_to(actor).select_related(*_WITH)
    if state:
        found = found.filter(state=state)
    if words:
        found = found.filter(version__text__framework__folded__contains=fold(words.strip()))
    return found.annotate(
        laid=Count("slots", distinct=True),
        given=Count("slots", filter=Q(slots__state=SlotState.SIGNED), distinct=True),
    ).order_by(SORTS.get(sort, SORTS["newest"]), "-pk")


def visible(actor: Actor) -> QuerySet[Signing]:
    return Signing.objects.visible_to(actor).select_related(*_WITH)


def reloaded(signing: Signing) -> Signing:
    """As it stands now, with all that its pages and verbs read."""
    return Signing.objects.select_related(*_WITH).get(pk=signing.pk)


def signed_papers() -> list[str]:
    """Where the signed papers lie in the store, the oldest first."""
    signed = Signing.objects.filter(state=State.SIGNED, file__isnull=False).select_related("file")
    return [one.file.path for one in signed.order_by("signed_at", "pk") if one.file]


def signing_of(version: Version) -> Signing | None:
    """The one that runs or is over; stopped ones do not count."""
    return version.signings.exclude(state=State.STOPPED).first()


def is_whole_of_programmes(version: Version) -> bool:
    """The base text of several programmes is not signed itself."""
    return version.programme_id is None and Programme.objects.filter(framework=version.text.framework_id).exists()


def versions_to_sign(actor: Actor, *, framework: Framework | None = None) -> list[Version]:
    """Settled texts this agency leads, of which no signing is under way or done."""
    if framework is None:
        return _unsigned(False, agency=actor.agency_id)
    return _unsigned(True, agency=actor.agency_id, framework=framework.pk)


@statement
def _unsigned(of_one: bool) -> QuerySet[Version]:
    own = Version.objects.filter(
        kind=Version.Kind.FINAL,
        text__framework__lead_agency_id=Given("agency"),
        text__framework__state=FrameworkState.SETTLED,
    )
    if of_one:
        own = own.filter(text__framework_id=Given("framework"))
    own = own.exclude(signings__state__in=[State.PREPARING, State.OPEN, State.SIGNED]).exclude(
        programme=None, text__framework__programmes__isnull=False
    )
    return own.select_related("programme", "text__framework").defer("content").order_by("text_id", "pk")


def parties_of(version: Version) -> list[Agency]:
    """Who signs, the lead agency first: the parties of the programme, or of a framework without programmes its lead."""
    if version.programme_id is None:
        return [version.text.framework.lead_agency]
    rows = Party.objects.filter(programme=version.programme_id).select_related("agency")
    return [row.agency for row in sorted(rows, key=lambda row: (row.role != Party.Role.LEAD, row.position, row.pk))]


def signings_under(framework: Framework, actor: Actor) -> list[Signing]:
    """For the programme's room, in the order of the programmes."""
    return _under(agency=actor.agency_id, framework=framework.pk)


@statement
def _under() -> QuerySet[Signing]:
    found = visible(WHOEVER).filter(version__text__framework_id=Given("framework"))
    return found.order_by("version__programme__position", "-prepared_at", "-pk")


def is_everything_signed(framework: Framework) -> bool:
    """Each programme under it has been signed; without programmes, the text itself."""
    signed = Signing.objects.filter(version__text__framework=framework, state=State.SIGNED)
    programmes = set(framework.programmes.values_list("pk", flat=True))
    if not programmes:
        return signed.exists()
    return programmes <= set(signed.values_list("version__programme", flat=True))


def is_in_force(programme: Programme, *, on: dt.date) -> bool:
    """Signed by everybody, and within its term that day."""
    signed = Signing.objects.filter(version__programme=programme, state=State.SIGNED).exists()
    return signed and programme.framework.begins_on <= on <= programme.framework.ends_on


def witnesses_of(signing: Signing) -> list[Witness]:
    return list(signing.witnesses.select_related("tenure__person").order_by("position", "pk"))


def photos_of(signing: Signing) -> list[Photo]:
    return list(signing.photos.select_related("file").order_by("at", "pk"))


def also_party(witness: Witness, slots: list[Slot]) -> str:
    """The party this witness also heads, if any: told in the record, no obstacle."""
    agencies = {slot.agency_id: slot.agency_name for slot in slots}
    posts = Tenure.objects.filter(person_id=witness.tenure.person_id, post__agency_id__in=agencies)
    other = posts.exclude(authority="").values_list("post__agency_id", flat=True).first()
    return agencies.get(other, "") if other else ""


def log_of(signing: Signing, *, limit: int = 9) -> list[ledger.Line]:
    """What happened last in it, the newest first."""
    own = [("signing.signing", [str(signing.pk)])]
    own += [
        (model, [str(pk) for pk in rows.values_list("pk", flat=True)])
        for model, rows in (
            ("signing.slot", signing.slots),
            ("signing.witness", signing.witnesses),
            ("signing.photo", signing.photos),
        )
    ]
    about = Q()
    for model, keys in own:
        about |= Q(subject_type=model, subject_id__in=keys)
    return ledger.lines(ledger.chain(signing.ledger_chain).filter(about).exclude(kind__in=_IN_PASSING)[:limit])


def certificates_kept_by(actor: Actor) -> list[Certificate]:
    """The own ones, and those of the agency's seal."""
    person = Tenure.objects.filter(pk=actor.tenure_id or 0).values("person_id")
    found = Certificate.objects.filter(Q(person_id__in=person) | Q(agency_id=actor.agency_id))
    return list(found.select_related("person", "agency").order_by("-registered_at", "-pk"))


def specimens_kept_by(actor: Actor) -> list[Specimen]:
    """Those in use: the own signature, and the agency's seal."""
    person = Tenure.objects.filter(pk=actor.tenure_id or 0).values("person_id")
    found = Specimen.objects.filter(Q(person_id__in=person) | Q(agency_id=actor.agency_id), withdrawn_at=None)
    return list(found.select_related("file", "person", "agency").order_by("pk"))


def binding_of(signing: Signing) -> Binding | None:
    return (
        Binding.objects.select_related("first__version__programme", "first__version__text")
        .filter(signing=signing)
        .first()
    )


def expired(at: dt.datetime) -> QuerySet[Signing]:
    """Open beyond their last moment; for the clock."""
    return Signing.objects.filter(state=State.OPEN, expires_at__lte=at).select_related(*_WITH).order_by("pk")


def to_raise(at: dt.datetime) -> QuerySet[Signing]:
    """Signed, and below the highest level of proof; those to be tried again by now."""
    low = Signing.objects.filter(state=State.SIGNED, scan=None).exclude(level="B-LTA")
    return low.filter(raise_after__lte=at).select_related(*_WITH).order_by("raise_after", "pk")


def to_check() -> QuerySet[Signing]:
    """Papers that have grown since a verdict was given on them, once something in them is signed."""
    grown = Signing.objects.filter(state__in=[State.OPEN, State.SIGNED], scan=None, slots__state=SlotState.SIGNED)
    return grown.exclude(report_revision=F("revision")).select_related(*_WITH).order_by("pk").distinct()


def may_read_file(actor: Actor, sha256: str) -> bool:
    """The paper as it stands, its scan and the photos, for those who see the signing."""
    seen = Signing.objects.visible_to(actor)
    held = Q(person__tenures__pk=actor.tenure_id or 0) | Q(agency_id=actor.agency_id)
    return (
        seen.filter(Q(file=sha256) | Q(scan=sha256) | Q(photos__file=sha256)).exists()
        or Specimen.objects.filter(held, file=sha256).exists()
    )


def by_code(code: str) -> Signing | None:
    """The signing whose code is printed in a paper; for the public page that verifies."""
    return Signing.objects.filter(code=code.strip().upper(), state=State.SIGNED).select_related(*_WITH).first()


def by_file(sha256: str) -> Signing | None:
    """The signing whose final paper these very bytes are."""
    return Signing.objects.filter(file=sha256, state=State.SIGNED).select_related(*_WITH).first()

"""31 December 2021: four programmes are signed before witnesses. Every step is a verb, every key the demonstration's."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from phoihop.agree.drafting.models import Version
from phoihop.agree.programmes.models import Framework
from phoihop.agree.signing import queries, verbs
from phoihop.agree.signing.models import Signing, Slot
from phoihop.demo import pictures
from phoihop.demo.people import Cast
from phoihop.foundation.agencies.actor import Actor
from phoihop.foundation.agencies.models import Tenure
from phoihop.foundation.files import kinds
from phoihop.foundation.files import verbs as files
from phoihop.foundation.numbers import verbs as numbers

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PREPARED = dt.datetime(2021, 12, 30, 8, tzinfo=HERE)
HELD = dt.datetime(2021, 12, 31, 8, 30, tzinfo=HERE)
#: Of each party: who signs, who numbers and seals, what stands for it in numbers.
PARTIES = {
    "btg": ("truongban2021", "vanthu2021", "BTG"),
    "hdnd21": ("hdnd2021", "vanthuhdnd2021", "HĐND"),
    "ubnd21": ("ubnd2021", "vanthuubnd2021", "UBND"),
    "tand21": ("tand2021", "vanthutand2021", "TAND"),
    "vks21": ("vks2021", "vanthuvks2021", "VKSND"),
}


def sign_all(framework: Framework, cast: Cast) -> list[Signing]:
    """Prepared the day before, signed one after the other in the hall, each with its proof raised that evening."""
    _make_ready(cast)
    signed = []
    versions = Version.objects.filter(text__framework=framework, kind=Version.Kind.FINAL, programme__isnull=False)
    for place, version in enumerate(
        versions.select_related("programme", "text__framework__lead_agency").order_by("pk")
    ):
        signed.append(_sign(version, cast, at=HELD + dt.timedelta(minutes=12 * place)))
    for signing in signed:
        evening = HELD.replace(hour=19)
        verbs.raise_level(signing=_again(signing), at=evening)
        verbs.check_paper(signing=_again(signing), at=evening + dt.timedelta(minutes=1))
    return signed


def _make_ready(cast: Cast) -> None:
    """Pictures of hands and seals, abbreviations, and the term by which a Party organ counts its papers."""
    for key, (head, clerk, symbol) in PARTIES.items():
        signs, seals, agency = cast.people[head], cast.people[clerk], cast.agencies[key]
        _keep_picture(pictures.a_hand(signs.name), signs)
        _keep_picture(pictures.a_seal(agency.name), seals, seal=True)
        numbers.name_symbol(agency=agency, text=symbol, from_on=dt.date(2020, 2, 1), by=seals, at=PREPARED)
    boards = cast.people[PARTIES["btg"][1]]
    begins = dt.date(2020, 8, 15)
    numbers.open_term(agency=boards.agency, name="Nhiệm kỳ 2020 – 2025", from_on=begins, by=boards, at=PREPARED)


def _keep_picture(png: bytes, by: Actor, *, seal: bool = False) -> None:
    file = files.keep(data=png, name="mau.png", by=by, at=PREPARED, kinds=kinds.PICTURES)
    verbs.keep_specimen(file=file, agency=by.agency if seal else None, by=by, at=PREPARED)


def _sign(version: Version, cast: Cast, *, at: dt.datetime) -> Signing:
    officer = cast.people["chuyenvien2021"]
    signing = verbs.prepare_signing(
        version=version,
        expires_at=dt.datetime(2022, 1, 7, 23, 59, tzinfo=HERE),
        signatories=_signatories(version, cast),
        witnesses=list(_witnesses(cast)),
        symbol=queries.suggested_symbol(version, on=HELD.date()),
        place="Hội trường Thành ủy Ngã Bảy",
        held_at=HELD,
        by=officer,
        at=PREPARED,
    )
    signing = verbs.open_signing(signing=_again(signing), by=officer, at=at)
    for witness in queries.witnesses_of(signing):
        verbs.note_presence(witness=witness, by=officer, at=at)
    for minute, slot in enumerate(queries.slots_of(signing), start=1):
        _fill(_again(signing), slot.pk, cast, at=at + dt.timedelta(minutes=minute))
    return _again(signing)


def _signatories(version: Version, cast: Cast) -> dict[int, Tenure]:
    """The People's Council's chairman is a witness that day, so the deputy signs for it."""
    found = {}
    for agency in queries.parties_of(version):
        key = next(key for key, known in cast.agencies.items() if known.pk == agency.pk)
        actor = cast.people[PARTIES[key][0]]
        found[agency.pk] = Tenure.objects.select_related("person", "post").get(pk=actor.tenure_id or 0)
    return found


def _witnesses(cast: Cast) -> Iterator[Tenure]:
    for login in ("thuongtruc2021", "tochuc2021"):
        yield Tenure.objects.select_related("person", "post__agency").get(pk=cast.people[login].tenure_id or 0)


def _fill(signing: Signing, pk: int, cast: Cast, *, at: dt.datetime) -> None:
    slot = next(one for one in queries.slots_of(signing) if one.pk == pk)
    key = next(key for key, known in cast.agencies.items() if known.pk == slot.agency_id)
    head, clerk, _symbol = PARTIES[key]
    if slot.kind == Slot.Kind.NUMBER:
        verbs.put_number(slot=slot, by=cast.people[clerk], at=at)
    else:
        verbs.sign_in_demo(slot=slot, by=cast.people[head if slot.by_person else clerk], at=at)


def _again(signing: Signing) -> Signing:
    """As another request would load it."""
    return queries.reloaded(signing)

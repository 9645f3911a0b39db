"""What people ask of the record: what happened to this, what stands in that chain, is it all still true."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from phoihop.foundation.ledger import hashing, kinds
from phoihop.foundation.ledger.models import Anchor, AnchoredHead, Entry, Head, PersonalValue
from phoihop.foundation.ledger.verification import Break, Report, verify

__all__ = ["Break", "Line", "Report", "anchors", "chain", "height", "history", "last_kind", "lines", "verify"]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as people read it. `sentence` is plain text in the reader's language."""

    chain: str
    seq: int
    kind: str
    at: datetime
    by_name: str
    agency_name: str
    sentence: str
    hash: str
    prev_hash: str

    @property
    def place(self) -> str:
        return f"{self.chain}#{self.seq}"


def history(subject: Any, *, limit: int | None = None) -> list[Line]:
    """Everything recorded about one thing, oldest first; with `limit` only the newest so many."""
    about = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    if limit is None:
        return lines(about.order_by("at", "pk"))
    return lines(about.order_by("-at", "-pk")[:limit])[::-1]


def last_kind(subject: Any, kinds: Iterable[str], *, before: datetime) -> str:
    """Which of these happened last to one thing before a moment; "" if none had."""
    about = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk), at__lt=before)
    return about.filter(kind__in=list(kinds)).order_by("-at", "-seq").values_list("kind", flat=True).first() or ""


def chain(name: str, *, of: Iterable[str] = (), newest_first: bool = True) -> QuerySet[Entry]:
    """The entries of one chain, all or those of some kinds, for a paginator; give a page of them to `lines`."""
    kinds_wanted = list(of)
    rows = Entry.objects.filter(chain=name, **({"kind__in": kinds_wanted} if kinds_wanted else {}))
    return rows.order_by("-seq" if newest_first else "seq")


def kinds_in(name: str) -> list[str]:
    return list(Entry.objects.filter(chain=name).order_by("kind").values_list("kind", flat=True).distinct())


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Sentences for a page of entries: one query for all their personal values."""
    page = list(entries)
    values = _values_of(page)
    return [_line(entry, values.get((entry.chain, entry.seq), {})) for entry in page]


def hashed(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries exactly as they were hashed, each with its hash: what a stranger needs to repeat the sum."""
    return [{**hashing.hashed_part(entry), "hash": entry.hash} for entry in entries]


def head(name: str) -> Head | None:
    return Head.objects.filter(chain=name).first()


def anchors() -> QuerySet[Anchor]:
    return Anchor.objects.order_by("-seq")


def anchored(name: str) -> AnchoredHead | None:
    """The last place of this chain that an anchor holds."""
    return AnchoredHead.objects.filter(chain=name).order_by("-seq").first()


def last_anchor() -> Anchor | None:
    return anchors().first()


def is_anchored() -> bool:
    """Whether an anchor holds every chain as it ends now."""
    held = AnchoredHead.objects.filter(chain=OuterRef("chain"), seq=OuterRef("seq"))
    return not Head.objects.filter(~Exists(held), seq__gt=0).exists()


def height() -> int:
    """How many entries the whole ledger has, asked of the heads alone."""
    return int(Head.objects.aggregate(sum=Sum("seq"))["sum"] or 0)


def _values_of(page: list[Entry]) -> dict[tuple[str, int], dict[str, str]]:
    places: dict[str, list[int]] = {}
    for entry in page:
        places.setdefault(entry.chain, []).append(entry.seq)
    if not places:
        return {}
    asked = Q()
    for name, seqs in places.items():
        asked |= Q(chain=name, seq__in=seqs)
    found: dict[tuple[str, int], dict[str, str]] = {}
    for value in PersonalValue.objects.filter(asked):
        found.setdefault((value.chain, value.seq), {})[value.name] = value.value
    return found


def _line(entry: Entry, values: dict[str, str]) -> Line:
    erased = dict.fromkeys(entry.commitments, _("[erased]"))
    by_name = (erased | values).get("by_name") or _("The system")
    words = {**entry.details, **erased, **values, "by_name": by_name, "entry": entry}
    return Line(
        chain=entry.chain,
        seq=entry.seq,
        kind=entry.kind,
        at=entry.at,
        by_name=by_name,
        agency_name=entry.by_agency_name,
        sentence=kinds.say("ledger", entry.kind, words),
        hash=entry.hash,
        prev_hash=entry.prev_hash,
    )

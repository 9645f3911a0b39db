"""Is the ledger as it was written? Every chain, every commitment, every anchor; in constant memory, beside writers.

Nothing here trusts the database: a row that cannot even be read is a broken row, not a crash.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from phoihop.foundation.ledger import hashing
from phoihop.foundation.ledger.models import Anchor, AnchoredHead, Entry, Head, PersonalValue

PAGE = 2000
#: A group leaves room on its page for what is written while it is read.
GROUP = PAGE * 3 // 4
COLUMNS = [one.name for one in Entry._meta.concrete_fields]
#: What converting a column that somebody wrote by hand may raise.
UNREADABLE = (ValueError, TypeError, OverflowError, AttributeError)


#: Entries in order, and by number what is still known of their promises: [name, salt, value].
Page = tuple[list[Any], dict[int, list[Any]]]


@dataclass(frozen=True, slots=True)
class Break:
    """Where the record stops being what it was: `chain#seq` or `anchor#seq`, and a sentence."""

    chain: str
    seq: int
    reason: str
    #: Row number, to tell which of several breaks was written first; halves lie after a row that is the last one left.
    order: float = field(default=0, compare=False, repr=False)

    @property
    def place(self) -> str:
        return f"{self.chain}#{self.seq}"


@dataclass(frozen=True, slots=True)
class Report:
    entries: int
    chains: int
    anchors: int
    first_bad: Break | None

    @property
    def intact(self) -> bool:
        return self.first_bad is None


@dataclass(slots=True)
class _Walk:
    """What is known of a chain up to the entry read last."""

    chain: str
    seq: int = 0
    hash: str = hashing.GENESIS
    row: int = 0

    def bad(self, seq: int, reason: str, order: float) -> Break:
        return Break(self.chain, seq, reason, order)

    def missing(self, seq: int, reason: str) -> Break:
        return self.bad(seq, reason, self.row + 0.5)


def verify(*, seen: Callable[[int], None] | None = None) -> Report:
    """Recompute everything and name the first bad entry in the order written. `seen` hears how many were read.

    An anchor is looked at after the entries, so that an entry is blamed rather than the anchor that holds it.
    """
    entries = chains = 0
    first = _chain_without_head()
    for heads in _groups_of_heads():
        before = entries
        for walk, found in _walk_all(heads):
            first = _earlier(first, found)
            entries, chains = entries + walk.seq, chains + 1
        if seen:
            seen(entries - before)
    for found in _breaks_under_anchors():
        first = _earlier(first, found)
    anchors, broken_anchor = _check_anchors()
    return Report(entries=entries, chains=chains, anchors=anchors, first_bad=first or broken_anchor)


def _earlier(one: Break | None, other: Break | None) -> Break | None:
    """In one chain the place decides, between chains the order of writing."""
    if one is None or other is None:
        return one or other
    if one.chain == other.chain:
        return min(one, other, key=lambda found: found.seq)
    return min(one, other, key=lambda found: found.order)


# ── Chains ───────────────────────────────────────────────────────────────────


def _groups_of_heads() -> Iterator[list[Head]]:
    """Chains in groups that fill a page together; one that is longer stands alone."""
    after, size = "", 0
    group: list[Head] = []
    while page := list(Head.objects.filter(chain__gt=after).order_by("chain")[:500]):
        for head in page:
            if group and size + head.seq > GROUP:
                yield group
                group, size = [], 0
            group, size = [*group, head], size + head.seq
        yield group
        after, group, size = page[-1].chain, [], 0


def _chain_without_head() -> Break | None:
    """Entries whose chain has no head: the head was removed, or the entries were put in by hand."""
    headless = Entry.objects.filter(~Exists(Head.objects.filter(chain=OuterRef("chain"))))
    row = headless.order_by("pk").values_list("chain", "seq", "pk").first()
    return Break(row[0], row[1], _("The chain has entries but nothing says where it ends."), row[2]) if row else None


def _walk_all(heads: list[Head]) -> Iterator[tuple[_Walk, Break | None]]:
    """Each chain read to its end. The heads were read before the entries, so they may only lie behind them."""
    pages = _read_together(heads)
    for head in heads:
        walk = _Walk(head.chain)
        page = pages.get(head.chain, ([], {})) if pages is not None else None
        found = _break_in_page(walk, *page) if page else _break_in_long_chain(walk)
        yield walk, found or _break_at_end(walk, head)


def _read_together(heads: list[Head]) -> dict[str, Page] | None:
    """None where chains must be read one by one: a long one, a row nobody can read, more rows than the heads say."""
    if len(heads) == 1:
        return None
    try:
        pages = _read(Q(chain__in=[head.chain for head in heads]))
    except UNREADABLE:
        return None
    return pages if sum(len(entries) for entries, _values in pages.values()) < PAGE else None


def _break_in_long_chain(walk: _Walk) -> Break | None:
    while True:
        try:
            page = _read(Q(chain=walk.chain, seq__gt=walk.seq)).get(walk.chain)
        except UNREADABLE:
            return _unreadable(walk)
        if not page:
            return None
        if found := _break_in_page(walk, *page):
            return found


def _read(where: Q) -> dict[str, Page]:
    """The next PAGE entries there, by chain."""
    pages: dict[str, Page] = {}
    for entry in Entry.objects.filter(where).order_by("chain", "seq").values_list(*COLUMNS, named=True)[:PAGE]:
        pages.setdefault(entry.chain, ([], {}))[0].append(entry)
    upto = max((entries[-1].seq for entries, _values in pages.values()), default=0)
    values = PersonalValue.objects.filter(where, seq__lte=upto)
    for chain, seq, *value in values.values_list("chain", "seq", "name", "salt", "value"):
        if chain in pages:
            pages[chain][1].setdefault(seq, []).append(value)
    return pages


def _break_at_end(walk: _Walk, head: Head) -> Break | None:
    if head.seq < walk.seq:  # Somebody may have written meanwhile: only a head read now can tell.
        head = Head.objects.get(chain=walk.chain)
    if head.seq > walk.seq and not Entry.objects.filter(chain=walk.chain, seq__gt=walk.seq).exists():
        return walk.missing(walk.seq + 1, _("The entry was removed: the chain is said to go on."))
    if head.seq < walk.seq:
        return walk.bad(head.seq + 1, _("The entry was added behind the end of the chain."), walk.row)
    if head.seq == walk.seq and head.hash != walk.hash:
        return walk.bad(walk.seq, _("The entry is not the one with which the chain is said to end."), walk.row)
    return None


def _break_in_page(walk: _Walk, entries: list[Any], values: dict[int, list[Any]]) -> Break | None:
    for entry in entries:
        if reason := _fault_of(entry, walk, values.get(entry.seq, ())):
            if entry.seq > walk.seq + 1 and entry.prev_hash != walk.hash:
                return walk.missing(walk.seq + 1, _("The entry was removed: the next one is number %d.") % entry.seq)
            if entry.id < walk.row:
                return walk.bad(
                    walk.seq, _("The entry was put in later: the next one was written before it."), entry.id
                )
            return walk.bad(entry.seq, reason, entry.id)
        if entry.id < walk.row:
            return walk.bad(entry.seq, _("The entry was written before the one that precedes it."), entry.id)
        walk.seq, walk.hash, walk.row = entry.seq, entry.hash, entry.id
    return None


def _unreadable(walk: _Walk) -> Break:
    """Some row of the page cannot be read at all; find the first bad one by reading one at a time."""
    places = Entry.objects.filter(chain=walk.chain, seq__gt=walk.seq).order_by("seq")
    for pk, seq in places.values_list("pk", "seq")[:PAGE]:
        try:
            entry = Entry.objects.filter(pk=pk).values_list(*COLUMNS, named=True).get()
            reason = _fault_of(entry, walk, ())
        except UNREADABLE:
            reason = _("The entry cannot be read: somebody wrote over it.")
        if reason:
            return walk.bad(seq, reason, pk)
        walk.seq, walk.hash, walk.row = seq, entry.hash, pk
    raise AssertionError("the page could be read after all")


def _fault_of(entry: Any, walk: _Walk, values: Any) -> str:
    """Why this entry cannot follow what was read so far, or ""."""
    try:
        is_its_own = hashing.entry_hash(entry) == entry.hash
    except UNREADABLE:
        is_its_own = False
    if not is_its_own:
        return _("The entry was changed: its content no longer gives its hash.")
    if entry.seq != walk.seq + 1:
        return _("The entry is out of place: number %d should stand here.") % (walk.seq + 1)
    if entry.prev_hash != walk.hash:
        return _("The entry does not follow the one before it: one of the two was put in or written anew.")
    for name, salt, value in values:
        if hashing.commitment(salt, value) != entry.commitments.get(name):
            return _("The personal value “%s” is not the one the entry promised.") % name
    return ""


# ── Anchors ──────────────────────────────────────────────────────────────────


def _breaks_under_anchors() -> Iterator[Break]:
    """Places that an anchor holds and whose entry is another, or gone: a chain cut or rewritten with care."""
    now = Entry.objects.filter(chain=OuterRef("chain"), seq=OuterRef("seq"))
    held = AnchoredHead.objects.annotate(
        row=Subquery(now.values("pk")[:1]), hash_now=Subquery(now.values("hash")[:1])
    ).filter(Q(hash_now=None) | ~Q(hash_now=F("hash")))
    for place in held.order_by("seq").iterator(PAGE):
        if place.hash_now is None:
            yield _cut(place)
        else:
            reason = _("The entry is not the one that anchor %d holds: the chain was written anew.") % place.anchor
            yield Break(place.chain, place.seq, reason, place.row)


def _cut(place: AnchoredHead) -> Break:
    left = Entry.objects.filter(chain=place.chain, seq__lt=place.seq).order_by("-seq").values_list("seq", "pk").first()
    seq, row = left or (0, 0)
    reason = _("The entry was removed: anchor %(anchor)d holds the chain up to number %(seq)d.")
    return Break(place.chain, seq + 1, reason % {"anchor": place.anchor, "seq": place.seq}, row + 0.5)


def _check_anchors() -> tuple[int, Break | None]:
    count, seq, prev = 0, 0, hashing.GENESIS
    for anchor in Anchor.objects.order_by("seq").iterator(PAGE):
        count += 1
        if anchor.seq != seq + 1:
            return count, Break("anchor", seq + 1, _("The anchor was removed."))
        if reason := _fault_of_anchor(anchor, prev):
            return count, Break("anchor", anchor.seq, reason)
        seq, prev = anchor.seq, anchor.hash
    orphan = AnchoredHead.objects.filter(anchor__gt=seq).order_by("anchor").values_list("anchor", flat=True).first()
    return count, Break("anchor", orphan, _("The anchor was removed.")) if orphan else None


def _fault_of_anchor(anchor: Anchor, prev: str) -> str:
    heads = AnchoredHead.objects.filter(anchor=anchor.seq).values_list("chain", "seq", "hash")
    root = hashing.merkle_root({chain: [seq, hash_] for chain, seq, hash_ in heads})
    if root != anchor.root:
        return _("The heads under the anchor no longer give its root.")
    if anchor.prev_hash != prev:
        return _("The anchor does not follow the one before it.")
    expected = hashing.anchor_hash(seq=anchor.seq, at=anchor.at, root=anchor.root, prev=anchor.prev_hash)
    return "" if expected == anchor.hash else _("The anchor was changed: its content no longer gives its hash.")

"""What may change after a signature: pyHanko's policy, stricter where what it lets pass would deceive a citizen.

Allowed after a signature: further signatures, timestamps and proof; text fields that were empty, filled in, unless the
signer locked them (ISO 32000-2, 12.8.2: DocMDP, FieldMDP). Never allowed: a value changed once it was signed, another
look for a field, other fonts for fields, another title.
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree
from pyhanko.pdf_utils import generic
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    GenericFieldModificationRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.form_rules_api import FieldComparisonContext, FieldMDPRule

from phoihop.engines.pdf_signing.verifying import sentences
from phoihop.engines.pdf_signing.verifying.document import Pages, entry
from phoihop.engines.pdf_signing.verifying.forms import EMPTY, fields_of, form_of, kind_of, value_of, widgets_of

_WIDE: Final = 0.15  # of a page. A seal of 4 cm with its line of text takes 0.04, a full signature box 0.08
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TITLE: Final = "Sau khi ký, tên hoặc tác giả ghi trong thuộc tính của tệp bị đổi."


class NotAllowed(SuspiciousModification):
    """A change that pyHanko would let pass. The text is a Vietnamese sentence."""


class _OnlyWhatChanged(FieldMDPRule):
    """A rule of pyHanko's without its updates of objects that nobody wrote.

    It approves, and so reports as changed, every appearance older than the signed revision; a field that a signature
    locks after it was filled in would never be at peace.
    """

    def __init__(self, rule: FieldMDPRule) -> None:
        self._rule = rule

    def apply(self, context: FieldComparisonContext) -> Iterator[Any]:
        xrefs = context.new.reader.xrefs
        written: set[Any] = set()
        for revision in range(context.old.revision + 1, context.new.revision + 1):
            written |= xrefs.explicit_refs_in_revision(revision)
        for level, update in self._rule.apply(context):
            if update.updated_ref in written:
                yield level, update


_FORM_RULE: Final = FormUpdatingRule(
    [
        _OnlyWhatChanged(rule)
        for rule in (SigFieldCreationRule(), SigFieldModificationRule(), GenericFieldModificationRule())
    ]
)


class SignersRules(StandardDiffPolicy):
    """The policy for one document. Gathers what did change (`told`) and what makes one wonder (`doubts`)."""

    def __init__(self) -> None:
        super().__init__(DEFAULT_DIFF_POLICY.global_rules, _FORM_RULE)
        self.told: dict[str, None] = {}
        self.doubts: dict[str, None] = {}

    def apply(self, old: Any, new: Any, field_mdp_spec: Any = None, doc_mdp: Any = None) -> DiffResult:
        result = super().apply(old, new, field_mdp_spec, doc_mdp)
        _same_defaults(old, new)
        _same_title(old, new)
        if result.changed_form_fields:
            self._fields(old, new, result.changed_form_fields)
        return result

    def _fields(self, old: Any, new: Any, changed: set[str]) -> None:
        before, after = dict(fields_of(old)), dict(fields_of(new))
        pages = Pages(new)
        for name in sorted(changed):
            now = after.get(name)
            if now is None:
                continue
            widgets = [widget for widget in widgets_of(now) if pages.number_of(widget)]
            page = pages.number_of(widgets[0]) if widgets else 0
            if kind_of(now) == "/Sig":
                self.told.setdefault(f"Ô “{name}” được ký sau." if "/V" in now else f"Ô chữ ký “{name}” được thêm vào.")
            else:
                self.told.setdefault(_filled(name, before.get(name), now, page))
            for widget in widgets:
                number = pages.number_of(widget)
                if _share(widget, pages.pages[number - 1]) > _WIDE:
                    self.doubts.setdefault(sentences.WIDE_FIELD.format(field=name, page=number))


def _same_defaults(old: Any, new: Any) -> None:
    """Fonts and defaults of the form: with others, viewers draw the same values differently."""
    before, after = form_of(old), form_of(new)
    if _wanted(after) and not _wanted(before):
        raise NotAllowed("Sau khi ký, tệp bị đổi để phần mềm vẽ lại các ô biểu mẫu.")
    for key in ("/DA", "/Q"):
        if key in before and entry(after, key) != entry(before, key):
            raise NotAllowed("Sau khi ký, kiểu chữ mặc định của biểu mẫu bị đổi.")
    had, has = entry(before, "/DR", {}), entry(after, "/DR", {})
    for kind in had:
        held, there = entry(had, kind), entry(has, kind)
        # Plain `get` on purpose: the reference itself must be the one that was there.
        if isinstance(held, generic.DictionaryObject) and (
            not isinstance(there, dict) or any(dict.get(there, name) != dict.get(held, name) for name in held)
        ):
            raise NotAllowed("Sau khi ký, phông chữ của biểu mẫu bị đổi.")


def _wanted(form: Any) -> bool:
    """Whether viewers are asked to draw all fields anew."""
    value = entry(form, "/NeedAppearances", default=False)
    return bool(getattr(value, "value", value))


def _same_title(old: Any, new: Any) -> None:
    before, after = _properties(old), _properties(new)
    for key in ("/Title", "/Author", "/Subject"):
        if key in before and entry(after, key) != entry(before, key):
            raise NotAllowed(_TITLE)
    was = _described(old)
    if was and _described(new) != was:
        raise NotAllowed(_TITLE)


def _described(handler: Any) -> list[str]:
    """Title, author and subject in the XMP metadata, as of a revision."""
    held = dict.get(handler.root, "/Metadata")
    held = handler.get_object(held.reference) if isinstance(held, generic.IndirectObject) else held
    if not isinstance(held, generic.StreamObject):
        return []
    try:
        top = etree.fromstring(held.data, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    return [
        "".join(map(str, one.itertext())).strip()
        for name in ("title", "creator", "description")
        for one in top.iter(_DC + name)
    ]


def _properties(handler: Any) -> Any:
    """The properties as of a revision: its trailer's own references lead to the newest objects."""
    held = handler.trailer_view.get("/Info")
    held = handler.get_object(held.reference) if isinstance(held, generic.IndirectObject) else held
    return held if isinstance(held, generic.DictionaryObject) else {}


def _filled(name: str, was: Any, now: Any, page: int) -> str:
    """The sentence for a field filled in. Raises NotAllowed if it was not empty, or shows text without having it."""
    before, after = value_of(was), value_of(now)
    place = f" ở trang {page}" if page else ""
    if before not in EMPTY:
        if before == after:
            raise NotAllowed(f"Hình hiện ra của ô “{name}”{place} bị đổi sau khi ký.")
        raise NotAllowed(f"Ô “{name}”{place} bị sửa sau khi ký: từ “{before}” thành “{after or ''}”.")
    if after in EMPTY:
        raise NotAllowed(f"Hình hiện ra của ô “{name}”{place} bị đổi sau khi ký dù ô không có giá trị.")
    return f"Ô “{name}”{place} được điền “{after}”."


def _share(held: Any, page: Any) -> float:
    """How much of its page a widget covers, 0 to 1 or more."""
    box, paper = entry(held, "/Rect"), _inherited(page, "/MediaBox")
    if not box or not paper:
        return 0.0
    return _area(box) / max(_area(paper), 1.0)


def _inherited(page: Any, key: str) -> Any:
    for _ in range(60):
        if page is None or key in page:
            break
        page = entry(page, "/Parent")
    return entry(page, key) if page is not None else None


def _area(box: Any) -> float:
    x1, y1, x2, y2 = (float(number) for number in box)
    return abs(x2 - x1) * abs(y2 - y1)

"""What signatures already in a paper forbid."""

from collections.abc import Mapping

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm

from phoihop.engines.pdf_signing.updating import Update, entry

Known = Mapping[str, generic.DictionaryObject]


def signed_in(known: Known) -> list[str]:
    """The names of the fields that hold a signature."""
    return [name for name, field in known.items() if entry(field, "/FT") == "/Sig" and _is_filled(field)]


def locks_in(known: Known) -> list[FieldMDPSpec]:
    """What signed fields lock.

    It is read from the fields, as `fields.prepare` wrote it, not from the signatures: reading one takes 16 ms, and
    `handing_back` takes none that locks more of what is still empty.
    """
    return [FieldMDPSpec.from_pdf_object(known[name]["/Lock"]) for name in signed_in(known) if "/Lock" in known[name]]


def is_closed(pdf: PdfFileReader | Update) -> bool:
    """Whether the first signature certified the file against every change (DocMDP level 1)."""
    certifying = entry(entry(pdf.root, "/Perms", {}), "/DocMDP", {})
    return any(permission_of(reference.get_object()) == 1 for reference in entry(certifying, "/Reference", ()))


def permission_of(reference: generic.DictionaryObject) -> int | None:
    """The level of a DocMDP reference; None for a reference of another kind. Unsaid it is 2 (ISO 32000-1, 12.8.2.2)."""
    if entry(reference, "/TransformMethod") != "/DocMDP":
        return None
    return int(entry(entry(reference, "/TransformParams", {}), "/P", MDPPerm.FILL_FORMS.value))


def _is_filled(field: generic.DictionaryObject) -> bool:
    return "/V" in field and not isinstance(field.raw_get("/V"), generic.NullObject)

"""What an update changed besides one signature, by pyHanko's difference policy."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DiffResult,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm

from phoihop.engines.pdf_signing.updating import entry, form_fields


def policy(*, first: bool = False) -> StandardDiffPolicy:
    """pyHanko's standard policy, but appearances may not be changed where they stand.

    Its rule for those (0.38) takes an appearance that was filled in before the signature for one changed after it, and
    so calls every number under a seal tampered with. We never need what it would allow.
    """
    keys = ROOT_EXEMPT_STRICT_COMPARISON | ({"/Perms"} if first else frozenset())
    others = (DocInfoRule(), XrefStreamRule(), ObjectStreamRule(), DSSCompareRule(), MetadataUpdateRule())
    return StandardDiffPolicy(
        global_rules=[
            CatalogModificationRule(ignored_keys=keys),
            *(rule.as_qualified(ModificationLevel.LTA_UPDATES) for rule in others),
        ],
        form_rule=FormUpdatingRule(
            field_rules=[
                SigFieldCreationRule(),
                SigFieldModificationRule(allow_in_place_appearance_stream_changes=False),
                GenericFieldModificationRule(allow_in_place_appearance_stream_changes=False),
            ]
        ),
    )


def changes_between(given: PdfFileReader, opened: PdfFileReader, *, field: str, first: bool) -> str:
    """What `opened`, which extends `given`, changed besides `field`, proof and document timestamps; "" if nothing.

    The first signature of a file may also certify it.
    """
    last = given.xrefs.total_revisions - 1
    if opened.xrefs.total_revisions <= last + 1 or _start(opened, last) != _start(given, last):
        return "the file's own history was rewritten"
    if first and _certifies_badly(opened, field):
        return "permissions"
    others_locked = FieldMDPSpec(FieldMDPAction.EXCLUDE, [field])
    result = policy(first=first).review_file(opened, last, field_mdp_spec=others_locked, doc_mdp=MDPPerm.FILL_FORMS)
    if not isinstance(result, DiffResult):
        return str(result) or "unexplained"
    if result.modification_level > ModificationLevel.FORM_FILLING:
        return "annotations"
    return _fields_added(given, opened)


def _start(pdf: PdfFileReader, revision: int) -> int:
    return int(pdf.xrefs.get_startxref_for_revision(revision))


def _certifies_badly(opened: PdfFileReader, field: str) -> bool:
    """Whether the catalogue's permissions are anything but this field's own certification."""
    if "/Perms" not in opened.root:
        return False
    permissions = opened.root["/Perms"]
    return set(permissions) != {"/DocMDP"} or _pointer(permissions, "/DocMDP") != _pointer(
        form_fields(opened)[field], "/V"
    )


def _pointer(holder: generic.DictionaryObject, key: str) -> generic.Reference | None:
    found = holder.raw_get(key)
    return found.reference if isinstance(found, generic.IndirectObject) else None


def _fields_added(given: PdfFileReader, opened: PdfFileReader) -> str:
    known = form_fields(given)
    for name, field in form_fields(opened).items():
        if name not in known and entry(entry(field, "/V", {}), "/Type") != "/DocTimeStamp":
            return f"a new field {name}"
    return ""

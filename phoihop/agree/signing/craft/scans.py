"""A paper signed by hand, as the clerk scanned it."""

from typing import Final

from django.utils.translation import gettext as _

from phoihop.engines import scans
from phoihop.foundation.files import queries as files
from phoihop.foundation.files.models import StoredFile
from phoihop.kit.verdict import NotAllowed

#: Decree 30/2020, Annex I, part II.I.2: in colour, at least 200 dots per inch.
LEAST_DPI: Final = 200
#: What scanners call 200 differs by a dot.
_TOLERANCE: Final = 2


def require_fit(scan: StoredFile) -> int:
    """The dots per inch of the coarsest page. Raises NotAllowed with what to do about it."""
    with files.open_file(scan) as file:
        pages = scans.pages(file.read())
    coarsest = min((page.dots_per_inch for page in pages), default=0)
    if not coarsest:
        raise NotAllowed(_("Every page of the scan has to be a picture of the signed paper. Scan it into one PDF."))
    if coarsest < LEAST_DPI - _TOLERANCE:
        raise NotAllowed(
            _("The scan has %(dots)d dots per inch; at least %(least)d are needed. Scan the paper again.")
            % {"dots": coarsest, "least": LEAST_DPI}
        )
    if not all(page.in_colour for page in pages):
        raise NotAllowed(_("The scan is not in colour, so seals cannot be told. Scan the paper again in colour."))
    return coarsest

"""Papers as PDF, set by Typst: `to_pdf` for whole papers, `stamp_pdf` for the visible side of signatures.

Output is PDF/A-2b with its fonts embedded, the same bytes for the same paper on every machine with the packaged face.
Where signatures, number and date will stand is told by the layout itself.
"""

from phoihop.engines.typesetting.content import CannotTypeset, Place, PlaceKind, Stamp, Typeset
from phoihop.engines.typesetting.fonts import FACES, font_file, font_in_use, fonts_folder
from phoihop.engines.typesetting.setting import to_pdf
from phoihop.engines.typesetting.stamping import stamp_pdf

__all__ = [
    "FACES",
    "CannotTypeset",
    "Place",
    "PlaceKind",
    "Stamp",
    "Typeset",
    "font_file",
    "font_in_use",
    "fonts_folder",
    "stamp_pdf",
    "to_pdf",
]

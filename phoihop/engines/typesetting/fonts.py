"""Which face papers are set in: Times metrics and every Vietnamese letter in all four styles, or the next best."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import typst

#: With the metrics of Times New Roman, best first. Liberation Serif before 2.0 lacks most Vietnamese letters.
FACES: Final = ("Tinos", "Liberation Serif", "Times New Roman")
LAST_RESORT: Final = "Libertinus Serif"
_STYLES: Final = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}
#: Letters with two marks, small and capital, and the currency sign: a face that has these has them all.
_TELLING: Final = "ăâđêôơưẮằẳẵặẤầẩẫậẾềểễệỐồổỗộỚờởỡợỨừửữựỴỵ₫"


@cache
def fonts() -> typst.Fonts:
    """The faces papers may use. With the packaged face no other font of the machine is looked at."""
    packaged = _packaged()
    if packaged:
        return typst.Fonts(include_system_fonts=False, font_paths=[packaged])
    return typst.Fonts(include_system_fonts=True)


@cache
def font_in_use() -> str:
    """The family name papers are set in. Anything not in `FACES` deserves a warning: lines will break elsewhere."""
    return next((face for face in FACES if _is_complete(face)), LAST_RESORT)


@cache
def fonts_folder() -> Path | None:
    """Where the face in use lies, for others who must embed it; None when it is built into the typesetter."""
    return next((Path(path).parent for path in _paths(font_in_use()).values()), None)


def font_file(*, bold: bool = False, italic: bool = False) -> Path | None:
    """The file of one style of the face in use; None when it is built into the typesetter."""
    path = _paths(font_in_use()).get(("italic" if italic else "normal", 700 if bold else 400))
    return Path(path) if path else None


def _packaged() -> Path | None:
    found = find_spec("pdfboss_fonts")
    places = list(found.submodule_search_locations or ()) if found else []
    folders = (Path(place) / "fonts" for place in places)
    return next((folder for folder in folders if any(folder.glob("Tinos-*.ttf"))), None)


@cache
def _paths(face: str) -> dict[tuple[str, int], str]:
    return {(one.style, one.weight): one.path for one in fonts().fonts() if one.family == face and one.path}


def _is_complete(face: str) -> bool:
    paths = _paths(face)
    return paths.keys() >= _STYLES and all(_has_vietnamese(paths[style]) for style in _STYLES)


def _has_vietnamese(path: str) -> bool:
    # Slow to import, and only the first paper of a process needs it.
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        known = font.getBestCmap() or {}
    return all(ord(letter) in known for letter in _TELLING)

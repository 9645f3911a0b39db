"""How each kind of line and area looks: by class on a page, by attributes where no style sheet reaches.

The colours are those of `tokens.css`, from its plain block in hexadecimal: what typesets PDF knows no other notation.
`records.css` says the same of the classes; a test compares the two.
"""

import re
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).parents[1] / "static" / "ui" / "css" / "tokens.css"
FACES = "Tinos, 'Liberation Serif', 'Times New Roman', serif"

Paint = dict[str, str]

#: Class of records.css -> what it paints. A value that names a token becomes its colour.
LOOKS: dict[str, Paint] = {
    "text": {"fill": "ink-soft"},
    "strong": {"fill": "ink", "font-weight": "650"},
    "faint": {"fill": "ink-faint"},
    "grid": {"stroke": "line"},
    "axis": {"stroke": "ink"},
    "thread-line": {"stroke": "accent", "stroke-width": "2"},
    "dot": {"fill": "accent", "stroke": "accent", "stroke-width": "1.5"},
    "dot-late": {"fill": "paper", "stroke": "accent", "stroke-width": "2"},
    "dot-next": {"fill": "paper", "stroke": "line-strong", "stroke-width": "1.5", "stroke-dasharray": "2 2"},
    "dot-missed": {"stroke": "seal", "stroke-width": "3", "fill": "none"},
    "gap": {"fill": "paper"},
    "seal": {"fill": "seal"},
    "bar": {"fill": "class-done-late"},
    "bar-open": {"fill": "class-soon"},
    "event": {"stroke": "ink", "stroke-dasharray": "3 3"},
    "today": {"stroke": "accent", "stroke-width": "2"},
    "today-label": {"fill": "accent", "font-weight": "650"},
}
#: The fills of the five classes and the words upon them, as `.meter` of records.css has them.
FILLS: dict[str, Paint] = {
    "done": {"fill": "class-done", "stroke": "sheet"},
    "done-late": {"fill": "url(#hatch)", "stroke": "sheet"},
    "open": {"fill": "class-open", "stroke": "line-strong"},
    "soon": {"fill": "class-soon", "stroke": "sheet"},
    "overdue": {"fill": "class-overdue", "stroke": "sheet"},
}
ON_FILLS: dict[str, Paint] = {
    "done": {"fill": "on-class-dark"},
    "done-late": {"fill": "on-class-light"},
    "open": {"fill": "on-class-light"},
    "soon": {"fill": "on-class-soon"},
    "overdue": {"fill": "on-class-dark"},
}


@cache
def palette() -> dict[str, str]:
    """Token -> colour in hexadecimal, of the light appearance."""
    plain = TOKENS.read_text(encoding="utf-8").split("@supports not (color: light-dark", 1)[1]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", plain))
    # Paper is white, whatever the tint of the screen: print.css says so too.
    return found | {"paper": "#ffffff", "sheet": "#ffffff"}


@cache
def on_screen() -> dict[str, str]:
    """Look -> the attributes that let the style sheets paint it."""
    return {
        **{name: f' class="{name}"{_bare(look)}' for name, look in LOOKS.items()},
        "text": "",
        **{f"fill:{name}": f' data-class="{name}"' for name in FILLS},
        **{f"area:{name}": f' data-class="{name}"' for name in FILLS},
        **{f"on:{name}": f' data-on="{name}"' for name in ON_FILLS},
    }


@cache
def on_paper() -> dict[str, str]:
    """Look -> the attributes that paint it without any style sheet."""
    figures = {"font-weight": "600", "text-anchor": "middle"}
    return {
        **{name: _painted(look) for name, look in LOOKS.items()},
        **{f"fill:{name}": _painted({"stroke-width": "1", **look}) for name, look in FILLS.items()},
        **{f"area:{name}": _painted({"fill": look["fill"]}) for name, look in FILLS.items()},
        **{f"on:{name}": _painted({**figures, **look}) for name, look in ON_FILLS.items()},
    }


def _bare(look: Paint) -> str:
    """What still tells hollow from full in a browser that reads no nested rules; any style sheet overrules it."""
    hollow = ' fill="none"' if look.get("fill") in ("paper", "none") else ""
    return hollow + (' stroke="currentColor"' if "stroke" in look else "")


def hatch() -> str:
    """The fill of "completed late", which a page has once for all its bars."""
    ground, stroke = palette()["class-done-late"], palette()["class-done"]
    return (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{ground}"/><rect width="1.5" height="6" fill="{stroke}"/></pattern></defs>'
    )


def _painted(look: Paint) -> str:
    # Typesetters know the weights of the face they have: regular and bold.
    bold = {"650": "700", "600": "700"}
    return "".join(f' {name}="{palette().get(value, bold.get(value, value))}"' for name, value in look.items())

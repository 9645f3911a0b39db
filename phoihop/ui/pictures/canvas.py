"""Where the pictures draw: a list of SVG pieces, for the page or for paper."""

from html import escape
from typing import Literal

from phoihop.ui.pictures import paint
from phoihop.ui.pictures.wording import room_for

Anchor = Literal["start", "middle", "end"]


def plain(value: float) -> str:
    """One decimal of a pixel is finer than any screen."""
    return f"{value}" if type(value) is int else f"{value:.1f}".removesuffix(".0")


class Canvas:
    """Fills of the five classes lie above lines and words, and what a pointer hits lies above all."""

    def __init__(self, width: int, *, standalone: bool) -> None:
        self.width = width
        self.height = 0
        self.standalone = standalone
        self._looks = paint.on_paper() if standalone else paint.on_screen()
        self._pieces: list[str] = []
        self._areas: list[str] = []
        self._meter: list[str] = []
        self._hits: list[str] = []

    def path(self, look: str, drawn: str) -> None:
        self._pieces.append(f'<path{self._looks[look]} d="{drawn}"/>')

    def circle(self, look: str, x: float, y: float, radius: float) -> None:
        self._pieces.append(f'<circle{self._looks[look]} cx="{plain(x)}" cy="{plain(y)}" r="{plain(radius)}"/>')

    def box(self, look: str, x: float, y: float, width: float, height: float) -> None:
        self.path(look, f"M{plain(x)} {plain(y)}h{plain(width)}v{plain(height)}h-{plain(width)}z")

    def words(self, look: str, x: float, y: float, words: str, anchor: Anchor = "start") -> None:
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._pieces.append(f'<text{self._looks[look]} x="{plain(x)}" y="{plain(y)}"{at}>{escape(words, False)}</text>')

    def words_over(self, look: str, x: float, y: float, words: str, anchor: Anchor = "start") -> None:
        """Words that may lie on lines. The style sheet gives them a halo; on paper a halo would eat the next letter."""
        if self.standalone:
            wide = self.room(words)
            self.box("gap", x - wide * {"start": 0, "middle": 0.5, "end": 1}[anchor], y - 10, wide, 13)
        self.words(look, x, y, words, anchor)

    def room(self, words: str) -> float:
        """How wide the words come out: papers are set in a narrower face."""
        return room_for(words) * (0.84 if self.standalone else 1)

    def lines(self, look: str, x: float, middle: float, lines: tuple[str, ...], anchor: Anchor = "start") -> None:
        """One or more lines of words around a middle height."""
        first = middle + 4 - 7.5 * (len(lines) - 1)
        for n, line in enumerate(lines):
            self.words(look, x, first + 15 * n, line, anchor)

    def fill(self, name: str, x: float, y: float, width: float, height: float, opacity: str = "") -> None:
        """An area in the colour of one of the five classes."""
        thin = f' fill-opacity="{opacity}"' if opacity else ""
        self._meter.append(
            f'<rect{self._looks["fill:" + name]} x="{plain(x)}" y="{plain(y)}" width="{plain(width)}" '
            f'height="{plain(height)}"{thin}/>'
        )

    def fills(self, name: str, drawn: str, opacity: str = "") -> None:
        """Many such areas in one path, under all others and without the fine line around each."""
        thin = f' fill-opacity="{opacity}"' if opacity else ""
        self._areas.append(f'<path{self._looks["area:" + name]} d="{drawn}"{thin}/>')

    def figure(self, name: str, x: float, middle: float, figure: str) -> None:
        """A number in the middle of such an area."""
        # The style sheet centres by the baseline; not every typesetter can.
        y = middle + 4 if self.standalone else middle
        if self.standalone and name == "done-late":
            wide = self.room(figure) + 4
            look = self._looks["bar"]
            self._meter.append(
                f'<rect{look} x="{plain(x - wide / 2)}" y="{y - 11}" width="{plain(wide)}" height="14"/>'
            )
        self._meter.append(f'<text{self._looks["on:" + name]} x="{plain(x)}" y="{plain(y)}">{figure}</text>')

    def hit(self, said: str, x: float, y: float, width: float, height: float, url: str = "") -> None:
        """What a pointer is told here, and where it may go. Keyboards and readers have the table for it."""
        if self.standalone:
            return
        wide = plain(width)
        area = f"<title>{escape(said, False)}</title><path d='M{plain(x)} {plain(y)}h{wide}v{plain(height)}h-{wide}z'/>"
        self._hits.append(f'<a href="{escape(url)}" tabindex="-1">{area}</a>' if url else f"<g>{area}</g>")

    def as_svg(self, *, key: str, title: str, description: str) -> str:
        named = (
            f'<title id="{key}-t">{escape(title, False)}</title><desc id="{key}-d">{escape(description, False)}</desc>'
        )
        role = f'role="img" aria-labelledby="{key}-t {key}-d"'
        view = f'viewBox="0 0 {self.width} {plain(self.height)}"'
        drawn = "".join(self._pieces)
        classes = "".join([*self._areas, *self._meter])
        meter = f'<g class="meter">{classes}</g>' if classes else ""
        if self.standalone:
            size = f'width="{self.width}" height="{plain(self.height)}"'
            face = f'font-family="{paint.FACES}" font-size="12"'
            drawn = paint.hatch() + drawn + classes
            return f'<svg xmlns="http://www.w3.org/2000/svg" {view} {size} {role} {face}>{named}{drawn}</svg>'
        narrow = "" if self.width > 1000 else ' data-narrow=""'
        pointed = "".join(self._hits)
        hits = f'<g aria-hidden="true" fill="none" pointer-events="all">{pointed}</g>' if pointed else ""
        # Links may not stand inside an image, so the image is the group and not the whole.
        return f'<svg class="timeline"{narrow} {view}><g {role}>{named}{drawn}{meter}</g>{hits}</svg>'

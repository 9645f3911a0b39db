"""Pictures for invented people: a hand in blue, a seal in red that says that it is none."""

import hashlib
import math
import random
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from phoihop.engines.typesetting import font_file

BLUE, RED = (0, 51, 160, 255), (200, 16, 32, 255)
#: Pixels across: 36 mm at 300 dots per inch, the size of a seal.
_ACROSS: Final = 425
_HAND: Final = (520, 240)


def a_hand(name: str) -> bytes:
    """A signature as PNG: loops that follow from the name, so that the same person always signs alike."""
    chance = random.Random(hashlib.sha256(name.encode()).digest())  # noqa: S311 — a drawing, not a secret
    picture = Image.new("RGBA", _HAND, (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    width, middle = _HAND[0], _HAND[1] / 2
    rise, turns, lean = chance.uniform(45, 80), chance.uniform(3.0, 5.5), chance.uniform(34, 56)
    points = []
    for step in range(241):
        along = step / 240
        swing = math.sin(along * turns * math.tau)
        fade = 1 - 0.65 * along
        x = 40 + along * (width - 90) + lean * math.cos(along * turns * math.tau)
        points.append((x, middle - swing * rise * fade + 18 * math.sin(along * math.pi)))
    draw.line(points, fill=BLUE, width=6, joint="curve")
    draw.line([(width - 60, middle + 5), (90, middle + 70)], fill=BLUE, width=4)
    return _png(picture)


def a_seal(organisation: str) -> bytes:
    """A round seal as PNG, with the organisation around it and the word for a demonstration across it."""
    picture = Image.new("RGBA", (_ACROSS, _ACROSS), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for inset, width in ((6, 9), (26, 4), (112, 3)):
        draw.ellipse((inset, inset, _ACROSS - inset, _ACROSS - inset), outline=RED, width=width)
    _around(picture, organisation.upper())
    draw.polygon(_star(_ACROSS / 2, _ACROSS / 2 - 14, 52), fill=RED)
    draw.text((_ACROSS / 2, _ACROSS / 2 + 62), "BẢN MẪU", font=_font(26), fill=RED, anchor="mm")
    return _png(picture)


def _around(picture: Image.Image, words: str) -> None:
    """Letters one by one on the circle, feet to the middle."""
    size = 36 if len(words) < 34 else 28
    font, radius, middle = _font(size), _ACROSS / 2 - 68, _ACROSS / 2
    step = min(math.radians(330) / max(len(words), 1), math.radians(13))
    start = -step * (len(words) - 1) / 2
    for place, letter in enumerate(words):
        angle = start + place * step
        tile = Image.new("RGBA", (90, 90), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((45, 45), letter, font=font, fill=RED, anchor="mm")
        turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x, y = middle + radius * math.sin(angle), middle - radius * math.cos(angle)
        picture.alpha_composite(turned, (round(x - 45), round(y - 45)))


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.pi * corner / 5
        corners.append((x + reach * math.sin(angle), y - reach * math.cos(angle)))
    return corners


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    file = font_file(bold=True)
    return ImageFont.truetype(str(file), size) if file else ImageFont.load_default(size)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()

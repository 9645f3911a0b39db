"""Papers that carry a mark of state secrecy are not taken in (Law 117/2025/QH15 on protection of state secrets)."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from phoihop.engines.reading.refusals import Unreadable
from phoihop.kit.vietnamese import nfc

HEAD: Final = 40
"""Lines with words among which a mark is looked for: the first page's head, stamp and number."""

_STANDING = re.compile(
    r"^[\s\[(]*(?:(TUYỆT\s*MẬT|TỐI\s*MẬT|M\s?Ậ\s?T)(?:[\s\])*.]*$|\s{2,}|\t)|(Tuyệt mật|Tối mật|Mật)[\s\])*]*$)"
)
_NAMED = re.compile(r"^\W*độ\s+mật\s*:?\s*(tuyệt\s+mật|tối\s+mật|mật)()\W*$", re.IGNORECASE)


def refuse_marks(lines: Iterable[str]) -> None:
    """Raises Unreadable("secret") if a line near the head is a mark standing alone.

    The words inside a sentence ("bí mật nhà nước", "độ Tối mật của ngành") are no mark.
    """
    for line in islice((nfc(line) for line in lines if line.strip()), HEAD):
        found = _STANDING.match(line) or _NAMED.match(line)
        if found:
            raise Unreadable("secret", mark=" ".join((found[1] or found[2]).upper().split()))

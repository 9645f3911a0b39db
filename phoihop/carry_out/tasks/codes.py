"""How a task is cited: the place of its clause and a letter ("5.2-a", "III.1.b-a"), or where else it comes from."""

from collections.abc import Container, Iterator

from phoihop.agree.drafting.models import Node
from phoihop.agree.programmes.models import Programme
from phoihop.carry_out.tasks.models import Duty, Origin, Task
from phoihop.carry_out.tasks.states import State
from phoihop.kit.vietnamese import POINT_LETTERS

# Kết luận, chỉ đạo, phát sinh: as the papers abbreviate them.
_SIGNS = {Origin.CONCLUSION: "KL", Origin.DIRECTIVE: "CĐ", Origin.AD_HOC: "PS", Origin.CLAUSE: "VB"}
_STARTS = ("article", "chapter", "part")


def place(node: Node) -> str:
    """ "5.2" for Điều 5 khoản 2, "III.1.a" under headings; what bears no number is passed over."""
    numbers: list[str] = []
    step: Node | None = node
    while step is not None:
        if step.number and step.number[0].isalnum():
            numbers.append(step.number)
        step = None if step.kind in _STARTS else step.parent
    return ".".join(reversed(numbers))


def next_code(programme: Programme, *, node: Node | None, origin: str) -> str:
    """The first that is free; the programme must be held, so that nobody else takes it meanwhile."""
    at = place(node) if node else ""
    stem = f"{at}-" if at else _SIGNS[Origin(origin)]
    used = _stems(Task.objects.filter(programme=programme, code__startswith=stem).exclude(state=State.DROPPED))
    used |= _stems(Duty.objects.filter(programme=programme, code__startswith=stem))
    return next(code for code in _candidates(stem, lettered=bool(at)) if _is_free(code, used))


def _stems(rows: object) -> set[str]:
    """Codes without the period: "5.2-a/2026-Q3" uses up 5.2-a."""
    return {code.partition("/")[0] for code in rows.values_list("code", flat=True)}  # type: ignore[attr-defined]


def _candidates(stem: str, *, lettered: bool) -> Iterator[str]:
    """a b c d đ … y, then a2, b2 …; counted where there is no clause."""
    turn = 1
    while True:
        if lettered:
            yield from (f"{stem}{letter}{turn if turn > 1 else ''}" for letter in POINT_LETTERS)
        else:
            yield f"{stem}{turn}"
        turn += 1


def _is_free(code: str, used: Container[str]) -> bool:
    return code not in used

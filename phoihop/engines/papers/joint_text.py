"""The joint text itself: chương trình, quy chế, kế hoạch phối hợp."""

from collections.abc import Iterable, Sequence

from phoihop.engines.papers.content import Annex, Block, Head, Paper, head_of
from phoihop.engines.papers.shapes import NodeLike
from phoihop.engines.papers.wording import paragraphs


def programme(
    head: Head, *, type_name: str, subject: str, nodes: Sequence[NodeLike], legal_bases: Iterable[str] = ()
) -> Paper:
    """The text as agreed, with one signature block per party in `head.signers`; annexes follow the signatures."""
    blocks, annexes = parted(nodes)
    return Paper(
        **head_of(head),
        kind="programme",
        type_name=type_name,
        subject=subject,
        legal_bases=tuple(legal_bases),
        blocks=blocks,
        annexes=annexes,
    )


def parted(nodes: Sequence[NodeLike]) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
    """What stands before the signatures, and the annexes. What follows an annex belongs to it."""
    main: list[Block] = []
    parts: list[tuple[NodeLike, list[Block]]] = []
    for node in nodes:
        if node.kind == "annex":
            parts.append((node, _inside(node)))
        elif parts:
            parts[-1][1].append(node)
        else:
            main.append(node)
    return tuple(main), tuple(Annex(tuple(blocks), node.heading, node.number) for node, blocks in parts)


def _inside(node: NodeLike) -> list[Block]:
    return [*paragraphs(node.text), *node.children]

"""Waiting for others, never longer than promised, wherever the caller runs."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def within(seconds: float, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    """What `ask` answers. Raises TimeoutError after `seconds`, and whatever `ask` raises.

    It runs in a thread of its own: the caller's may have a loop already, and a name server that hangs would keep
    `asyncio.run` from ending. Such a thread is left to end by itself.
    """
    told: list[Answer] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            told.append(asyncio.run(_limited(seconds, ask)))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True, name="phoihop-signing")
    thread.start()
    thread.join(seconds + 1)
    if failed:
        raise failed[0]
    if not told:
        raise TimeoutError
    return told[0]


async def _limited(seconds: float, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> Answer:
    return await asyncio.wait_for(ask(), seconds)

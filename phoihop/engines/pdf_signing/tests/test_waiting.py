"""Waiting for others, never longer than promised."""

import asyncio
import threading
import time

import pytest

from phoihop.engines.pdf_signing.waiting import within


async def answer(value):
    await asyncio.sleep(0)
    return value


def test_an_answer_is_handed_on():
    assert within(5, lambda: answer(7)) == 7


def test_nothing_is_an_answer_too():
    assert within(5, lambda: answer(None)) is None


def test_it_works_where_a_loop_is_running_already():
    async def inside():
        return within(5, lambda: answer(7))

    assert asyncio.run(inside()) == 7


def test_what_goes_wrong_is_handed_on():
    async def wrong():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        within(5, wrong)


@pytest.mark.slow
def test_whoever_is_late_is_not_waited_for():
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        within(0.1, lambda: asyncio.sleep(60))
    assert time.monotonic() - start < 30


@pytest.mark.slow
def test_whoever_blocks_the_loop_is_left_behind():
    release = threading.Event()

    async def hangs():
        release.wait(60)

    try:
        with pytest.raises(TimeoutError):
            within(0.1, hangs)
    finally:
        release.set()

from __future__ import annotations

import os
import signal
import threading

import pytest

from tutor.lab.interrupts import counted


class Finalised:
    """Is interrupted where Python drops exceptions."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


def test_interrupts_are_counted_and_nothing_is_raised() -> None:
    with counted() as interrupts:
        assert interrupts.count == 0
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        assert interrupts.count == 2


def test_one_that_comes_while_an_object_is_finalised_counts_too() -> None:
    with counted() as interrupts:
        thing = Finalised()
        del thing
        assert interrupts.count == 1


def test_afterwards_an_interrupt_is_raised_again() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may ignore it
    try:
        with counted():
            pass
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_another_thread_leaves_the_handler_alone() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def look() -> None:
        with counted() as interrupts:
            seen.append((signal.getsignal(signal.SIGINT), interrupts.count))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [(before, 0)]

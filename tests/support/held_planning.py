"""Planning that waits between weeks until a test lets it go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest

from ironstride.domain.plan import Plan
from ironstride.planner import solve

PATIENCE = 60.0
"""Seconds after which a test gives up; none of them waits that long."""


class Gate:
    """Holds the making of plans after every week until it is opened; previews go past it."""

    def __init__(self) -> None:
        self.reached, self.is_open = Event(), Event()

    def shut(self) -> None:
        """Ensure that the next plan waits after its first week."""
        self.reached.clear()
        self.is_open.clear()

    def wait(self) -> None:
        """Wait until the gate is open.

        Raises:
            TimeoutError: nobody opened it.
        """
        self.reached.set()
        if not self.is_open.wait(PATIENCE):
            raise TimeoutError("the gate stayed shut")


def held_by(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ensure that plans are made past a gate."""
    made = solve.make_plan

    def make_plan(*request: object, **asked: object) -> Plan:
        tell = asked.get("progress")

        def progress(done: int, total: int) -> None:
            if callable(tell):
                tell(done, total)
            gate.wait()

        if not asked.get("preview"):
            asked["progress"] = progress
        return made(*request, **asked)  # type: ignore[arg-type]  # as it was asked

    monkeypatch.setattr(solve, "make_plan", make_plan)


def until(done: Callable[[], bool]) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it is not so for a long time.
    """
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("it never came")
        Event().wait(0.01)

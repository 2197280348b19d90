"""Whose pages these are: the runner's own database, the demo runner's, and the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from fastapi import Depends, Request

from ironstride.services.measures import Measures, measures_of
from ironstride.services.planning import PlanSettings
from ironstride.storage import Database
from ironstride.web.replanning import Replanner

COOKIE: Final = "ironstride-runner"


class Runner(StrEnum):
    """Whose database is open."""

    OWN = "own"
    DEMO = "demo"


def local_now() -> dt.datetime:
    """Return the time by this machine's clock, with its zone."""
    return dt.datetime.now().astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the pages are served from.

    Args:
        own: the runner's own database.
        demo: the demo runner's; None where there is none.
        now: the local time with its zone; tests give a fixed one.
        in_background: whether long planning goes to a thread of its own; tests wait for it.
        settings: what every plan is asked for beside the facts.
    """

    own: Database
    demo: Database | None = None
    now: Callable[[], dt.datetime] = local_now
    in_background: bool = True
    settings: PlanSettings | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request's surroundings: whose database, and when it is."""

    runner: Runner
    database: Database
    now: dt.datetime
    replanner: Replanner

    @property
    def today(self) -> dt.date:
        """The local date."""
        return self.now.date()

    @property
    def measures(self) -> Measures:
        """The units that the runner reads."""
        with self.database.snapshot() as unit:
            return measures_of(unit)

    def pain_is_answered(self, name: str) -> None:
        """Ensure that cards count as read that waited for the answer about a region's bone."""
        with self.database.begin() as unit:
            for card in unit.changes.open():
                if card.what == "pain" and name in card.sentence:
                    unit.changes.acknowledge(card.id, now=self.now)

    def replan(self, why: str, undo: str | None = None) -> None:
        """Ensure that the plan answers what was just stored."""
        self.replanner.ask(self.database, today=self.today, now=self.now, why=why, undo=undo)

    @property
    def is_demo(self) -> bool:
        """Whether the demo runner is open."""
        return self.runner is Runner.DEMO


def shelf_of(request: Request) -> Shelf:
    """Return what the app serves from."""
    shelf = request.app.state.shelf
    if not isinstance(shelf, Shelf):
        raise TypeError(f"the app was made without a shelf: {shelf!r}")
    return shelf


def visit_of(request: Request) -> Visit:
    """Return whose pages a request asks for: by its cookie, else own where anything is there."""
    shelf = shelf_of(request)
    runner = _runner(shelf, request.cookies.get(COOKIE))
    database = shelf.demo if runner is Runner.DEMO and shelf.demo is not None else shelf.own
    return _visit(request, runner, database)


def visit_as(request: Request, runner: Runner) -> Visit | None:
    """Return the surroundings of a named runner; None where there is no such database."""
    shelf = shelf_of(request)
    database = shelf.own if runner is Runner.OWN else shelf.demo
    return None if database is None else _visit(request, runner, database)


def _visit(request: Request, runner: Runner, database: Database) -> Visit:
    replanner = request.app.state.replanner
    if not isinstance(replanner, Replanner):
        raise TypeError(f"the app was made without a replanner: {replanner!r}")
    return Visit(runner=runner, database=database, now=shelf_of(request).now(), replanner=replanner)


def _runner(shelf: Shelf, asked: str | None) -> Runner:
    if shelf.demo is None:
        return Runner.OWN
    if asked in set(Runner):
        return Runner(asked)
    with shelf.own.snapshot() as unit:
        known = unit.documents.last("athlete") is not None
    return Runner.OWN if known else Runner.DEMO


Asked = Annotated[Visit, Depends(visit_of)]
"""What an endpoint takes to know whose page it shows, and when."""

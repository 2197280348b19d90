"""Planning anew after something was said or came in, with progress on a terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ironstride.cli import INTERRUPTED
from ironstride.cli.doors import got
from ironstride.cli.output import leave, problems_document, say_json, tell
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.services.planning import PlanSettings, Progress, Replanned
    from ironstride.storage import Database

STOPPED: Final = Problem(
    code="interrupted",
    sentence="Planning was stopped; no plan was stored, and the one before it stands as it was.",
    location="plan",
    remedy="Start the command again when you like.",
)


def replanned(
    database: Database,
    *,
    today: dt.date,
    why: str,
    as_json: bool,
    settings: PlanSettings | None = None,
) -> Replanned:
    """Return the plan that holds now; end with exit code 2 where there can be none."""
    from ironstride.services.planning import replan

    with planning_progress(as_json=as_json) as progress:
        parsed = replan(
            database,
            today=today,
            now=surroundings().now(),
            why=why,
            settings=settings,
            progress=progress,
        )
    return got(parsed, as_json=as_json)


def replanned_after_import(
    database: Database, *, today: dt.date, as_json: bool
) -> Replanned | None:
    """Return the plan that answers what just came in; None where there was none before.

    What came in is stored whatever becomes of the plan: why there is no new one is told, no more.
    """
    from ironstride.services.current_plan import current_plan
    from ironstride.services.planning import replan

    current = database.read(lambda unit: (current_plan(unit),))
    tell(current.problems)
    if current.value is None or current.value[0] is None:
        return None
    with planning_progress(as_json=as_json) as progress:
        made = replan(
            database,
            today=today,
            now=surroundings().now(),
            why="You imported runs.",
            progress=progress,
        )
    tell(made.problems)
    return made.value


@contextmanager
def planning_progress(*, as_json: bool) -> Iterator[Progress | None]:
    """Give what shows on a terminal which weeks are planned; nothing where nobody looks.

    Control-C ends the command with a sentence: no plan is stored until all of it is made.
    """
    try:
        with _bar(as_json=as_json) as show:
            yield show
    except KeyboardInterrupt:
        tell([STOPPED])
        if as_json:
            say_json(problems_document([STOPPED]))
        leave(INTERRUPTED)


@contextmanager
def _bar(*, as_json: bool) -> Iterator[Progress | None]:
    if as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Planning"), BarColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("the season", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=f"{done} of {total} weeks")

        yield show

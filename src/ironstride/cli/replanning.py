"""Planning anew after something was said, with progress on a terminal."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ironstride.cli.doors import got
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from ironstride.services.planning import PlanSettings, Progress, Replanned
    from ironstride.storage import Database


def replanned(
    database: Database,
    *,
    today: dt.date,
    why: str,
    as_json: bool,
    settings: PlanSettings | None = None,
) -> Replanned:
    """Return the plan that holds now; end with exit code 2 where there can be none."""
    from ironstride.services.adapt import replan
    from ironstride.services.current_plan import current_plan
    from ironstride.services.planning import Replanned

    (before,) = got(database.read(lambda unit: (current_plan(unit),)), as_json=as_json)
    with _progress(as_json=as_json) as progress:
        parsed = replan(
            database,
            today=today,
            now=surroundings().now(),
            why=why,
            settings=settings,
            progress=progress,
        )
    made = got(parsed, as_json=as_json)
    return Replanned(current=made, is_new=before is None or before.id != made.id)


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Progress | None]:
    if as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Planning"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("weeks", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

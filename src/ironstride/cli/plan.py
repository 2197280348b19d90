"""``ironstride plan``: a season from files alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from ironstride.cli.options import (
    FILE,
    athlete_option,
    database_option,
    file_options,
    json_option,
    season_options,
    today_of,
    today_option,
)
from ironstride.cli.output import CANNOT_BE_MET, DONE, leave, refuse, say, tell
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan
    from ironstride.services.measures import Measures


@click.command(
    name="plan",
    epilog="Exit codes: 0 done, 1 the request cannot be met (conflict says why), 2 wrong input.",
)
@athlete_option(required=False)
@file_options
@click.option(
    "--previous",
    type=FILE,
    metavar="PLAN.json",
    help="The plan that this one replaces: gives continuity, and says what changed.",
)
@today_option
@season_options
@click.option(
    "--joint",
    is_flag=True,
    help="Improve the weeks together, too: one or two percent fewer points, for about a minute "
    "of computing on 16 weeks. Needs --athlete.",
)
@database_option
@json_option
def command(  # noqa: PLR0913 (one argument for each option)
    *,
    athlete: Path | None,
    runs: Path | None,
    lifts: Path | None,
    lifts_unit: str | None,
    previous: Path | None,
    today: dt.date | None,
    seed: int,
    weeks: int | None,
    detail: int,
    joint: bool,
    database: Path | None,
    as_json: bool,
) -> None:
    """Plan a season of strength work around the runs.

    With --athlete a pure function of its files: it needs no database and stores nothing. Without
    it the plan is made from all that the database holds, and stored there.
    """
    if athlete is None:
        if runs or lifts or previous or joint:
            raise click.UsageError("--runs, --lifts, --previous and --joint need --athlete.")
        _from_database(
            database, today_of(today), seed=seed, weeks=weeks, detail=detail, as_json=as_json
        )
        return
    from ironstride.cli.replanning import planning_progress
    from ironstride.services.files import measures_of_file
    from ironstride.services.stateless import Asked, PlanFiles, plan_from_files

    files = PlanFiles(
        athlete=athlete,
        runs=runs,
        lifts=lifts,
        previous=previous,
        pounds=None if lifts_unit is None else lifts_unit == "lb",
    )
    asked = Asked(today=today_of(today), seed=seed, weeks=weeks, detail=detail, joint=joint)
    with planning_progress(as_json=as_json) as progress:
        parsed = plan_from_files(files, asked, cores=surroundings().cores, progress=progress)
    if parsed.value is None:
        refuse(parsed.problems, as_json=as_json)
    tell(parsed.problems)
    _answer(parsed.value, lambda: measures_of_file(athlete, asked.today), as_json=as_json)


def _answer(plan: Plan, measures: Callable[[], Measures], *, as_json: bool) -> NoReturn:
    """End with the plan told, and exit code 1 where not all that was asked could hold."""
    if as_json:
        from ironstride.exporters.plan_json import plan_json

        click.echo(plan_json(plan, indent=1), nl=False)
    else:
        from ironstride.catalogue import names_of
        from ironstride.cli.plan_text import exercises_in, plan_text

        sessions = [session for week in plan.weeks for session in week.sessions]
        say(plan_text(plan, names_of(exercises_in(sessions)), measures()))
    leave(CANNOT_BE_MET if plan.conflict else DONE)


def _from_database(
    database: Path | None,
    today: dt.date,
    *,
    seed: int,
    weeks: int | None,
    detail: int,
    as_json: bool,
) -> None:
    from ironstride.cli.doors import got, opened
    from ironstride.cli.replanning import replanned
    from ironstride.services.measures import measures_of
    from ironstride.services.planning import PlanSettings

    settings = PlanSettings(seed=seed, weeks=weeks, detail=detail)
    with opened(database, as_json=as_json) as store:
        made = replanned(
            store, today=today, why="You asked for it.", as_json=as_json, settings=settings
        )
        measures = got(store.read(measures_of), as_json=as_json)
    _answer(made.current.plan, lambda: measures, as_json=as_json)

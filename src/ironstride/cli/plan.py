"""``ironstride plan``: a season from files alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from ironstride.cli.options import (
    FILE,
    file_options,
    json_option,
    season_options,
    today_of,
    today_option,
)
from ironstride.cli.output import CANNOT_BE_MET, DONE, leave, refuse, say, tell
from ironstride.cli.surroundings import surroundings


@click.command(
    name="plan",
    epilog="Exit codes: 0 done, 1 the request cannot be met (conflict says why), 2 wrong input.",
)
@file_options
@click.option(
    "--previous",
    type=FILE,
    metavar="PLAN.json",
    help="The plan that this one replaces: gives continuity, and says what changed.",
)
@today_option
@season_options
@json_option
def command(  # noqa: PLR0913 (one argument for each option)
    *,
    athlete: Path,
    runs: Path | None,
    lifts: Path | None,
    lifts_unit: str | None,
    previous: Path | None,
    today: dt.date | None,
    seed: int,
    weeks: int | None,
    detail: int,
    as_json: bool,
) -> None:
    """Plan a season of strength work around the runs of an athlete file.

    A pure function of its files: it needs no database and stores nothing.
    """
    from ironstride.exporters.plan_json import plan_json
    from ironstride.services.stateless import Asked, PlanFiles, plan_from_files

    files = PlanFiles(
        athlete=athlete,
        runs=runs,
        lifts=lifts,
        previous=previous,
        pounds=None if lifts_unit is None else lifts_unit == "lb",
    )
    asked = Asked(today=today_of(today), seed=seed, weeks=weeks, detail=detail)
    parsed = plan_from_files(files, asked, cores=surroundings().cores)
    if parsed.value is None:
        refuse(parsed.problems, as_json=as_json)
    tell(parsed.problems)
    if as_json:
        click.echo(plan_json(parsed.value, indent=1), nl=False)
    else:
        from ironstride.catalogue import load
        from ironstride.cli.plan_text import plan_text

        say(plan_text(parsed.value, load()))
    leave(CANNOT_BE_MET if parsed.value.conflict else DONE)

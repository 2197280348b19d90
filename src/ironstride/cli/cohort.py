"""``ironstride cohort``: a plan for every athlete file of a folder, in one process."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.options import FILE, json_option, season_options, today_of, today_option
from ironstride.cli.output import (
    CANNOT_BE_MET,
    DONE,
    WRONG_INPUT,
    leave,
    problem_document,
    refuse,
    say,
    say_json,
    tell,
)

if TYPE_CHECKING:
    from ironstride.services.cohort import Planned


@click.command(
    name="cohort",
    epilog="Exit codes: 0 done, 1 a request cannot be met (its conflict says why), 2 a file is "
    "wrong; the others are planned all the same.",
)
@click.argument("folder", type=FILE, metavar="DIR")
@click.option(
    "--out", type=FILE, required=True, metavar="DIR", help="Folder that the plans are written to."
)
@today_option
@season_options
@json_option
def command(
    *,
    folder: Path,
    out: Path,
    today: dt.date | None,
    seed: int,
    weeks: int | None,
    detail: int,
    as_json: bool,
) -> None:
    """Plan for every athlete file of a folder: ME.toml gives ME.plan.json.

    Made for many: each week gets less of the solver's time than `plan` gives it, and each line
    says how far from the best its plan can be.
    """
    from ironstride.services.cohort import athlete_files, plan_files
    from ironstride.services.stateless import Asked

    athletes = athlete_files(folder)
    if athletes.value is None:
        refuse(athletes.problems, as_json=as_json)
    asked = Asked(today=today_of(today), seed=seed, weeks=weeks, detail=detail)
    done = []
    for planned in plan_files(athletes.value, out, asked):
        done.append(planned)
        tell(planned.problems)
        if not as_json:
            say(_line(planned))
    if as_json:
        say_json({"schema": "ironstride/cohort/1", "plans": [_document(each) for each in done]})
    leave(_code(done))


def _code(done: list[Planned]) -> int:
    if any(planned.plan is None for planned in done):
        return WRONG_INPUT
    return DONE if all(planned.met for planned in done) else CANNOT_BE_MET


def _line(planned: Planned) -> str:
    if planned.plan is None:
        return f"{planned.athlete.name}: no plan, the file is wrong"
    how = f"within {planned.open_share:.1%} of the best" if planned.open_share else "proven best"
    met = "" if planned.met else "; not all that was asked could hold, the plan says what"
    return f"{planned.athlete.name}: {planned.plan}, {how}{met}"


def _document(planned: Planned) -> dict[str, object]:
    return {
        "athlete": str(planned.athlete),
        "plan": None if planned.plan is None else str(planned.plan),
        "met": planned.met,
        "open_share": round(planned.open_share, 4),
        "problems": [problem_document(each) for each in planned.problems],
    }

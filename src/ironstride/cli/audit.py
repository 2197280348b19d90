"""``ironstride audit``: the ledger of any plan, without the solver."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from ironstride.cli.options import (
    DATE,
    FILE,
    athlete_option,
    file_options,
    json_option,
)
from ironstride.cli.output import problem_document, refuse, say, say_json, tell
from ironstride.cli.surroundings import surroundings


@click.command(name="audit")
@click.argument("plan", type=FILE, metavar="PLAN.json")
@athlete_option(required=True)
@file_options
@click.option(
    "--today",
    type=DATE,
    metavar="DATE",
    help="The day of the facts; the day on which the plan was made if left out.",
)
@json_option
def command(
    *,
    plan: Path,
    athlete: Path,
    runs: Path | None,
    lifts: Path | None,
    lifts_unit: str | None,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Audit a plan, also one edited by hand: what each rule costs in it, and where it breaks.

    Hard rules that are broken are listed with an amount above zero; the exit code stays 0.
    """
    from ironstride.exporters.plan_json import ledger_line
    from ironstride.services.stateless import PlanFiles, audit_files

    files = PlanFiles(
        athlete=athlete,
        runs=runs,
        lifts=lifts,
        pounds=None if lifts_unit is None else lifts_unit == "lb",
    )
    parsed = audit_files(plan, files, today, cores=surroundings().cores)
    if parsed.value is None:
        refuse(parsed.problems, as_json=as_json)
    tell(parsed.problems)
    if as_json:
        lines = [ledger_line(line) for line in parsed.value]
        say_json(
            {
                "schema": "ironstride/audit/1",
                "analysis": lines,
                "problems": [problem_document(each) for each in parsed.problems],
            }
        )
        return
    from ironstride.cli.ledger_text import ledger_text
    from ironstride.services.files import measures_of_file

    measures = measures_of_file(athlete, today or surroundings().today)
    say(ledger_text(parsed.value, measures))

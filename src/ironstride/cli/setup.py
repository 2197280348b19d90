"""``ironstride setup``: who you are, in eight questions or by a file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import FILE, database_option, json_option, today_of, today_option
from ironstride.cli.output import refuse, say, say_json
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.problem import Parsed
    from ironstride.storage import Database


@click.command(name="setup")
@click.option("--file", type=FILE, metavar="FILE", help="Athlete file, TOML or JSON, to store.")
@click.option("--show", is_flag=True, help="Print what is stored, as an athlete file in JSON.")
@today_option
@database_option
@json_option
def command(
    *,
    file: Path | None,
    show: bool,
    today: dt.date | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Say who trains: answer eight questions, or give an athlete file.

    What was stored before stays in its version. `ironstride plan` then makes the plan.
    """
    from ironstride.exporters.athlete_json import athlete_document
    from ironstride.services.runner import NOBODY, stored_athlete

    date = today_of(today)
    with opened(database, as_json=as_json) as store:
        if show:
            (athlete,) = got(
                store.read(lambda unit: (stored_athlete(unit, date),)), as_json=as_json
            )
            if athlete is None:
                refuse([NOBODY], as_json=as_json)
            say_json(athlete_document(athlete))
            return
        parsed = (
            _asked(store, date, as_json=as_json) if file is None else _from_file(store, file, date)
        )
        athlete = got(parsed, as_json=as_json)
    if as_json:
        say_json({"stored": athlete_document(athlete)})
    else:
        say("Stored. `ironstride plan` makes the plan.")


def _from_file(store: Database, file: Path, today: dt.date) -> Parsed[Athlete]:
    from ironstride.domain.problem import Parsed
    from ironstride.services.files import FORMATS, read_athlete_file, read_text
    from ironstride.services.runner import set_athlete_text

    checked = read_athlete_file(file, today)
    text = read_text(file)
    if checked.value is None or text.value is None:
        return Parsed(value=None, problems=checked.problems)
    return set_athlete_text(
        store,
        text.value,
        location=str(file),
        file_format=FORMATS[file.suffix.lower()],
        today=today,
        now=surroundings().now(),
        why=f"from {file.name}",
    )


def _asked(store: Database, today: dt.date, *, as_json: bool) -> Parsed[Athlete]:
    from ironstride.cli.questions import ask_all
    from ironstride.services.runner import set_athlete_text

    # The questions go to stderr, so that --json keeps stdout for the document.
    document = ask_all(today, on_stderr=as_json)
    return set_athlete_text(
        store,
        json.dumps(document, ensure_ascii=False),
        location="your answers",
        file_format="json",
        today=today,
        now=surroundings().now(),
        why="your answers",
    )

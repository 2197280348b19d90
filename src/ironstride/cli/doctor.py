"""``ironstride doctor``: whether this installation is sound."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from ironstride.cli.doors import database_path
from ironstride.cli.options import database_option, json_option, today_of, today_option
from ironstride.cli.output import DONE, WRONG_INPUT, leave, say, say_json, wrapped


@click.command(name="doctor", epilog="Exit codes: 0 all sound, 2 something is not.")
@today_option
@database_option
@json_option
def command(*, today: dt.date | None, database: Path | None, as_json: bool) -> None:
    """Look whether program, catalogue, database, runs and plan are sound."""
    from ironstride.services.doctor import examine

    day = today_of(today)
    found = examine(database_path(database, as_json=as_json), today=day)
    if as_json:
        say_json(
            {
                "checks": [
                    {
                        "name": each.name,
                        "sound": each.is_sound,
                        "what": each.sentence,
                        "remedy": each.remedy,
                    }
                    for each in found
                ]
            }
        )
    else:
        for each in found:
            mark = "ok " if each.is_sound else "BAD"
            say(wrapped(f"{mark} {each.name}: {each.sentence}", hang=" " * 4))
            if each.remedy:
                say(wrapped(f"Remedy: {each.remedy}", indent=" " * 4))
    leave(DONE if all(each.is_sound for each in found) else WRONG_INPUT)

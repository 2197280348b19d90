"""``ironstride backup``: a verified copy of the database."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import FILE, database_option, json_option
from ironstride.cli.output import say, say_json


@click.command(name="backup")
@click.argument("target", type=FILE, metavar="FILE.db")
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@database_option
@json_option
def command(*, target: Path, overwrite: bool, database: Path | None, as_json: bool) -> None:
    """Copy the database while others work in it, and check the copy.

    To go back to a copy, name it with --database, or put it in the database's place.
    """
    from ironstride.services.exports import backup

    with opened(database, as_json=as_json) as store:
        made = got(backup(store, target, overwrite=overwrite), as_json=as_json)
    if as_json:
        say_json({"file": str(made.path), "bytes": made.size, "rows": dict(made.rows)})
    else:
        rows = sum(made.rows.values())
        say(f"{made.path}: {made.size / 2**20:.1f} MB, {rows} rows, checked.")

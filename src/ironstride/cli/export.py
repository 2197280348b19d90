"""``ironstride export``: everything in one zip."""

from __future__ import annotations

from pathlib import Path

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import FILE, database_option, json_option
from ironstride.cli.output import say, say_json
from ironstride.cli.surroundings import surroundings


@click.command(name="export")
@click.argument("target", type=FILE, metavar="FILE.zip")
@database_option
@json_option
def command(*, target: Path, database: Path | None, as_json: bool) -> None:
    """Write everything into one zip that another Ironstride can import.

    Runs with their original files, sets, check-ins, pain, plans, the athlete file with all its
    versions.
    """
    from ironstride.services.exports import export_archive

    with opened(database, as_json=as_json) as store:
        manifest = got(export_archive(store, target, now=surroundings().now()), as_json=as_json)
    if as_json:
        say_json(
            {
                "file": str(target),
                "rows": dict(manifest.tables),
                "originals": manifest.originals,
            }
        )
    else:
        rows = sum(manifest.tables.values())
        say(f"{target}: {rows} rows and {manifest.originals} original files.")

"""``ironstride watch``: imports whatever lands in a folder."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.import_ import report_text
from ironstride.cli.options import FILE, database_option, json_option
from ironstride.cli.output import refuse, say, say_json
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem


@click.command(name="watch")
@click.argument("folder", type=FILE, metavar="DIR")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    show_default=True,
    help="Seconds between two looks.",
)
@click.option("--once", is_flag=True, help="Look once and end.")
@database_option
@json_option
def command(
    *, folder: Path, every: float, once: bool, database: Path | None, as_json: bool
) -> None:
    """Import whatever lands in a folder, until interrupted.

    A file is taken when its size and time stay the same from one look to the next, so that a
    copy under way is not read half.
    """
    from ironstride.services.imports import ImportSettings, import_paths
    from ironstride.services.watching import look, ready

    if not folder.is_dir():
        refuse(
            [
                Problem(
                    code="no-such-folder",
                    sentence="There is no such folder.",
                    location=str(folder),
                    remedy="Name the folder that your watch or app writes to.",
                )
            ],
            as_json=as_json,
        )
    around = surroundings()
    before = look(folder)
    done = frozenset[str]()
    with opened(database, as_json=as_json) as store:
        while True:
            now = look(folder)
            paths = ready(before, now, done)
            if paths:
                settings = ImportSettings(now=around.now(), today=around.today, cores=around.cores)
                report = got(import_paths(store, paths, settings), as_json=as_json)
                if as_json and not once:
                    click.echo(_line(report.document()))
                elif as_json:
                    say_json(report.document())
                else:
                    say(report_text(report))
                done |= {f"{path}@{now[path]}" for path in paths}
            elif once and as_json:
                say_json({"taken": [], "known": [], "refused": []})
            if once:
                return
            before = now
            time.sleep(every)


def _line(document: dict[str, object]) -> str:
    import json

    return json.dumps(document, ensure_ascii=False)

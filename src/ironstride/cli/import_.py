"""``ironstride import``: recordings, lift logs, calendars, or another Ironstride's export."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ironstride.cli.doors import got, opened
from ironstride.cli.options import (
    FILE,
    database_option,
    json_option,
    replan_option,
    today_of,
    today_option,
)
from ironstride.cli.output import DONE, WRONG_INPUT, leave, say, say_json, tell, wrapped
from ironstride.cli.replanning import replanned_after_import
from ironstride.cli.surroundings import surroundings

if TYPE_CHECKING:
    from ironstride.services.imports import ImportReport, Progress
    from ironstride.storage import Database


@click.command(
    name="import",
    epilog="Exit codes: 0 if anything was taken or known, else 2.",
)
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option(
    "--lifts-unit",
    type=click.Choice(["kg", "lb"]),
    help="Unit of a log of lifts that does not say its own.",
)
@click.option(
    "--exercise",
    "meant",
    multiple=True,
    metavar="NAME=ID",
    help="What a name of a watch or a log means; kept. Without ID: none of the catalogue.",
)
@replan_option
@today_option
@database_option
@json_option
def command(
    *,
    paths: tuple[Path, ...],
    lifts_unit: str | None,
    meant: tuple[str, ...],
    replan: bool,
    today: dt.date | None,
    database: Path | None,
    as_json: bool,
) -> None:
    """Take in files, folders and archives; each activity is stored once.

    FIT, GPX and TCX, also gzipped; the archives that Strava and Garmin let you download; logs of
    lifts as CSV; calendars of planned runs; and the zip that `ironstride export` wrote, into an
    empty database. Where there is a plan, it is made anew with what came; what changed goes to
    standard error with --json.
    """
    from ironstride.services.exports import import_archive, is_archive
    from ironstride.services.imports import ImportSettings, import_paths

    around = surroundings()
    day = today_of(today)
    with opened(database, as_json=as_json) as store:
        if len(paths) == 1 and paths[0].suffix == ".zip" and is_archive(paths[0]):
            restored = got(import_archive(store, paths[0]), as_json=as_json)
            if as_json:
                say_json({"restored": dict(restored.rows), "originals": restored.originals})
            else:
                say(f"Restored: {sum(restored.rows.values())} rows, {restored.originals} files.")
            return
        _answer(store, meant, as_json=as_json)
        with _progress(as_json=as_json) as progress:
            settings = ImportSettings(
                now=around.now(),
                today=day,
                pounds=None if lifts_unit is None else lifts_unit == "lb",
                cores=around.cores,
                progress=progress,
            )
            parsed = import_paths(store, [str(path) for path in paths], settings)
        report = got(parsed, as_json=as_json)
        if as_json:
            say_json(report.document())
            tell(note for file in (*report.taken, *report.known) for note in file.notes)
        else:
            say(report_text(report))
        if replan and (report.taken or meant):
            tell_plan(store, day, as_json=as_json)
    leave(DONE if report.has_any else WRONG_INPUT)


def tell_plan(store: Database, today: dt.date, *, as_json: bool) -> None:
    """Ensure that the plan answers what came in; what changed is told, no part of the document."""
    from ironstride.cli.words import replanned_text
    from ironstride.services.measures import measures_of

    made = replanned_after_import(store, today=today, as_json=as_json)
    if made is not None and made.is_new:
        click.echo(replanned_text(made, got(store.read(measures_of), as_json=as_json)), err=as_json)


def _answer(store: Database, meant: tuple[str, ...], *, as_json: bool) -> None:
    """Keep what names of exercises mean."""
    if not meant:
        return
    from ironstride.catalogue import load
    from ironstride.services.lift_names import answer_name

    for each in meant:
        name, sign, id = each.rpartition("=")
        if not sign or not name.strip():
            raise click.BadParameter(f"“{each}” is not NAME=ID.", param_hint="--exercise")
        now = surroundings().now()
        got(answer_name(store, load(), name.strip(), id.strip(), now=now), as_json=as_json)


@contextmanager
def _progress(*, as_json: bool) -> Iterator[Progress | None]:
    """Give what shows progress on a terminal; nothing where nobody looks."""
    if as_json or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} files"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("import", total=None)
        yield lambda done, _file: bar.update(task, completed=done)


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def report_text(report: ImportReport) -> str:
    """Return the report in words: what was not taken is told file by file."""
    activities = sum(len(file.activities) for file in report.taken)
    sets = sum(each.sets for file in report.taken for each in file.activities)
    lifted = f" and {_counted(sets, 'set')}" if sets else ""
    if not (report.taken or report.known or report.refused):
        return (
            "There is no file in it: nothing to import.\nRemedy: Choose the folder of your watch."
        )
    count = (
        f"{_counted(len(report.taken), 'file')} taken with "
        f"{_counted(activities, 'activity', 'activities')}{lifted}"
    )
    lines = [f"{count}, {len(report.known)} known already, {len(report.refused)} not taken."]
    for problem in report.refused:
        lines.append(wrapped(f"- {problem.location}: {problem.sentence}", hang="  "))
        if problem.remedy:
            lines.append(wrapped(f"  Remedy: {problem.remedy}", hang="  "))
    notes = [note for file in report.taken for note in file.notes]
    if notes:
        lines.append(f"{_counted(len(notes), 'note')} on files that were taken:")
        lines += [wrapped(f"- {note.location}: {note.sentence}", hang="  ") for note in notes]
    return "\n".join(lines)

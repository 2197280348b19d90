"""``ironstride watch``: imports whatever lands in a folder, one line for each file."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ironstride.cli.doors import opened
from ironstride.cli.import_ import tell_plan
from ironstride.cli.options import FILE, database_option, json_option, replan_option
from ironstride.cli.output import (
    problems_document,
    refuse,
    say,
    say_json,
    say_json_line,
    tell,
    wrapped,
)
from ironstride.cli.surroundings import surroundings
from ironstride.domain.problem import Problem, Severity

if TYPE_CHECKING:
    from ironstride.services.imports import ImportReport
    from ironstride.services.watching import Watcher
    from ironstride.storage import Database

SCHEMA: Final = "ironstride/watching/1"
BUSY: Final = "database-busy"


@click.command(name="watch", epilog="Ends with 0 by Control-C or SIGTERM: that is how one ends it.")
@click.argument("folder", type=FILE, metavar="DIR")
@click.option(
    "--every",
    type=click.FloatRange(0.1, 3600),
    default=5.0,
    show_default=True,
    help="Seconds between two looks.",
)
@click.option("--once", is_flag=True, help="Look once and end.")
@replan_option
@database_option
@json_option
def command(
    *,
    folder: Path,
    every: float,
    once: bool,
    replan: bool,
    database: Path | None,
    as_json: bool,
) -> None:
    """Import whatever lands in a folder, until interrupted; one line for each file.

    A file is taken when its size and time stay the same from one look to the next, so that a
    copy under way is not read half; one that grows on is read again. A folder that goes away is
    waited for. Where there is a plan, it is made anew with what came. With --json the first line
    says where it looks, and each line after it is one file in the shape of an import report; with
    --once it is one report of all.
    """
    from ironstride.services.watching import Watcher

    if not folder.is_dir():
        refuse([_no_folder(folder)], as_json=as_json)
    watcher = Watcher(folder)
    with opened(database, as_json=as_json) as store:
        if once:
            watcher.look()
            _take(store, watcher, replan=replan, as_json=as_json, once=True)
            return
        with _until_stopped() as stop:
            if as_json:
                say_json_line({"schema": SCHEMA, "folder": str(folder), "database": store.location})
            else:
                say(f"Watching {folder}; Control-C ends it.")
            while not stop.is_set():
                _take(store, watcher, replan=replan, as_json=as_json, once=False)
                stop.wait(every)
    click.echo("Stopped; what was taken is kept.", err=True)


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Give what is set by SIGINT or SIGTERM; a second one ends at once.

    An import under way is brought to its end first: it stores file by file.
    """
    stop = threading.Event()
    kept = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}

    def ended(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, kept[signal.Signals(number)])

    for each in kept:
        signal.signal(each, ended)
    try:
        yield stop
    finally:
        for each, before in kept.items():
            signal.signal(each, before)


def _take(store: Database, watcher: Watcher, *, replan: bool, as_json: bool, once: bool) -> None:
    """Import what rests in the folder now; what the database is too busy for is tried again."""
    from ironstride.services.imports import ImportReport, ImportSettings, import_paths
    from ironstride.services.watching import Seen

    around = surroundings()
    resting, seen = watcher.look()
    if seen is not Seen.SAME:
        _tell_folder(watcher.folder, seen, as_json=as_json)
    paths = [path for path in resting if Path(path).exists()]
    report = ImportReport(taken=(), known=(), refused=())
    if paths:
        settings = ImportSettings(now=around.now(), today=around.today, cores=around.cores)
        parsed = import_paths(store, paths, settings)
        if parsed.value is None:
            if all(each.code == BUSY for each in parsed.problems) and not once:
                tell(parsed.problems)
                return
            refuse(parsed.problems, as_json=as_json)
        report = parsed.value
        watcher.took(paths)
    if once and as_json:
        say_json(report.document())
    else:
        _tell_files(report, as_json=as_json)
    if replan and report.taken:
        tell_plan(store, around.today, as_json=as_json)


def _tell_files(report: ImportReport, *, as_json: bool) -> None:
    """Print one line for each file."""
    from ironstride.services.imports import ImportReport

    if as_json:
        nothing = ImportReport(taken=(), known=(), refused=())
        for file in report.taken:
            say_json_line(replace(nothing, taken=(file,)).document())
        for file in report.known:
            say_json_line(replace(nothing, known=(file,)).document())
        for problem in report.refused:
            say_json_line(replace(nothing, refused=(problem,)).document())
        return
    for file in report.taken:
        count = len(file.activities)
        notes = "".join(f" {note.sentence}" for note in file.notes)
        say(f"taken: {file.file} ({count} activit{'y' if count == 1 else 'ies'}).{notes}")
    for file in report.known:
        say(f"known already: {file.file}")
    for problem in report.refused:
        say(f"not taken: {problem.location}: {problem.sentence} {problem.remedy or ''}".rstrip())


def _tell_folder(folder: Path, seen: str, *, as_json: bool) -> None:
    """Say once that the folder went away, or is back."""
    if seen == "back":
        click.echo(wrapped(f"Note: {folder} is back."), err=True)
        return
    problem = Problem(
        code="folder-gone",
        sentence="The folder has gone; it is looked for until it is back.",
        location=str(folder),
        remedy="Plug it in or mount it again, or end with Control-C.",
        severity=Severity.WARNING,
    )
    tell([problem])
    if as_json:
        say_json_line(problems_document([problem]))


def _no_folder(folder: Path) -> Problem:
    return Problem(
        code="no-such-folder",
        sentence="There is no such folder.",
        location=str(folder),
        remedy="Name the folder that your watch or app writes to.",
    )

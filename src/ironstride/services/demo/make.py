"""The demo runner's database: made in seconds by the services that every runner's goes through."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed
from ironstride.exporters.plan_json import plan_json
from ironstride.services.analyses import runs_between
from ironstride.services.demo.athlete import demo_athlete
from ironstride.services.demo.fit_file import fit_bytes
from ironstride.services.demo.runs import history, watch_run
from ironstride.services.demo.tested import demo_results
from ironstride.services.demo.training import Diary, train
from ironstride.services.imports import ImportSettings, import_upload
from ironstride.services.planning import replan
from ironstride.services.runner import set_athlete
from ironstride.storage import Database, StorageError, UnitOfWork, open_database

if TYPE_CHECKING:
    from ironstride.services.planning import Replanned

MADE_ON: Final = "demo-made-on"
"""Setting that holds the local date for which the history was made."""
FRESH_DAYS: Final = 7
"""Older than this the history ends too long ago to look alive, and is made anew (house)."""
WHY: Final = "The week as it was planned on Monday."
STEPS: Final = 100
IMPORTED: Final = 30
TRAINED: Final = 50
"""Where in a hundred steps the parts end."""

Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all, and what is being done."""


def ensure_demo(path: Path, *, now: dt.datetime, progress: Progress | None = None) -> Parsed[bool]:
    """Return whether the demo runner had to be made; afterwards a whole database lies at the path.

    One that is there and not older than a week is left as it is, with all that was tried in it.

    Args:
        now: timezone-aware local time.
    """
    if is_fresh(path, now.date()):
        return Parsed(value=False)
    partial = path.with_name(f".{path.name}.partial")
    _remove(partial)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = open_database(partial)
        try:
            made = make_demo(database, now=now, progress=progress)
        finally:
            database.close()
        if made.value is None:
            return Parsed(value=None, problems=made.problems)
        _remove(path)
        partial.replace(path)
    except StorageError as error:
        return Parsed(value=None, problems=(error.problem,))
    finally:
        _remove(partial)
    return Parsed(value=True)


def is_fresh(path: Path, today: dt.date) -> bool:
    """Whether a demo runner lies at the path whose history ends within the last week."""
    if not path.exists():
        return False
    try:
        database = open_database(path)
    except StorageError:
        return False
    try:
        with database.snapshot() as unit:
            made_on = unit.settings.get(MADE_ON)
    except StorageError:
        return False
    finally:
        database.close()
    return made_on is not None and 0 <= (today - dt.date.fromisoformat(made_on)).days < FRESH_DAYS


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def make_demo(
    database: Database, *, now: dt.datetime, progress: Progress | None = None
) -> Parsed[Replanned]:
    """Return the demo runner's plan after an empty database was given a history.

    Args:
        now: timezone-aware local time; the same moment gives the same history.
    """
    today = now.date()

    def tell(done: int, what: str) -> None:
        if progress is not None:
            progress(done, STEPS, what)

    tell(0, "recording ten weeks of runs")
    athlete = demo_athlete(today)
    known = set_athlete(database, athlete, today=today, now=now, why="The demo runner.")
    if known.value is None:
        return Parsed(value=None, problems=known.problems)
    offset = now.utcoffset() or dt.timedelta()
    imported = import_upload(
        database,
        "demo-runs.zip",
        _runs_zip(today, int(offset.total_seconds())),
        ImportSettings(
            now=now,
            today=today,
            progress=lambda done, _: tell(min(IMPORTED, done // 2), "reading runs"),
        ),
    )
    if imported.value is None:
        return Parsed(value=None, problems=imported.problems)
    with database.snapshot() as unit:
        runs = runs_between(unit, today - dt.timedelta(weeks=12), today)
    diary = train(
        athlete,
        runs,
        today,
        lambda done, of: tell(IMPORTED + (TRAINED - IMPORTED) * done // of, "training ten weeks"),
    )
    database.write(lambda unit: _store(unit, diary, now=now, today=today))
    planned = replan(
        database,
        today=today,
        now=now,
        why="The demo runner's season.",
        progress=lambda done, of: tell(TRAINED + (STEPS - TRAINED) * done // of, "planning"),
    )
    database.write(lambda unit: _finish(unit, now=now, today=today))
    tell(STEPS, "done")
    return planned


def _runs_zip(today: dt.date, utc_offset_s: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for outing in history(today):
            name = f"{outing.date}-{outing.kind}.fit"
            archive.writestr(name, fit_bytes(watch_run(outing, utc_offset_s)))
    return packed.getvalue()


def _store(unit: UnitOfWork, diary: Diary, *, now: dt.datetime, today: dt.date) -> None:
    """Ensure that all that was logged is stored, each thing at the time it was."""
    for done in diary.sets:
        unit.sets.log(done, now=done.logged_at or now, id=done.id)
    for session in diary.sessions:
        unit.sessions.put(session, now=_evening(session.date))
    for tick in diary.ticks:
        unit.technique.put(tick, now=_evening(tick.date))
    for pain in diary.pains:
        unit.pains.put(pain, now=_evening(pain.date))
    for checkin in diary.checkins:
        if checkin.date < today:
            unit.checkins.put(checkin, now=_evening(checkin.date))
    for result in demo_results(today):
        unit.results.log(result, now=_evening(result.date))
    if diary.plan is not None:
        monday = dt.datetime.combine(diary.plan.today, dt.time(6), dt.UTC)
        unit.plans.add(plan_json(diary.plan), facts_hash="", why=WHY, now=monday)


def _evening(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(20), dt.UTC)


def _finish(unit: UnitOfWork, *, now: dt.datetime, today: dt.date) -> None:
    """Ensure that the first plan's cards count as read: to the demo runner all of it is new."""
    for card in unit.changes.open():
        unit.changes.acknowledge(card.id, now=now)
    unit.settings.put(MADE_ON, today.isoformat())

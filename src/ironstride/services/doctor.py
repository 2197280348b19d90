"""Whether this installation is sound: what was looked at, what was found, what to do."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import (
    BrokenCatalogueError,
    check_installed,
    check_installed_evidence,
)
from ironstride.catalogue.protocols import check_protocols
from ironstride.catalogue.self_tests import check_installed_tests
from ironstride.services.analyses import VERSION as ANALYSES
from ironstride.services.current_plan import current_plan
from ironstride.services.runner import stored_athlete
from ironstride.storage import SCHEMA, StorageError, open_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from ironstride.domain.problem import Problem
    from ironstride.storage import Database, UnitOfWork

LITTLE_SPACE: Final = 200 * 1024 * 1024
"""Less free space than a year of runs and its backup take (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at; ``remedy`` is told where it is not sound."""

    name: str
    is_sound: bool
    sentence: str
    remedy: str | None = None


def examine(path: Path, *, today: dt.date) -> tuple[Check, ...]:
    """Return what was found, part by part; a part that cannot be looked at is not sound."""
    found = [_program(), _catalogue(), _evidence(), _self_tests(), _protocols(), _space(path)]
    if not path.exists():
        found.append(
            Check(
                name="database",
                is_sound=True,
                sentence=f"There is none yet at {path}; the first import or setup makes it.",
            )
        )
        return tuple(found)
    try:
        database = open_database(path)
    except StorageError as error:
        problem = error.problem
        found.append(
            Check(
                name="database",
                is_sound=False,
                sentence=f"{problem.sentence} ({path})",
                remedy=problem.remedy,
            )
        )
        return tuple(found)
    try:
        found += [
            _looked("database", database, lambda unit: _sound(database, path, unit)),
            _looked("runner", database, lambda unit: _runner(unit, today)),
            _looked("runs", database, _runs),
            _looked("plan", database, lambda unit: _plan(unit, today)),
        ]
    finally:
        database.close()
    return tuple(found)


def _program() -> Check:
    python = ".".join(str(part) for part in sys.version_info[:3])
    parts = ", ".join(f"{name} {version(name)}" for name in ("ortools", "numpy", "sqlalchemy"))
    return Check(
        name="program",
        is_sound=True,
        sentence=f"Ironstride {version('ironstride')} on Python {python} with {parts}.",
    )


def _catalogue() -> Check:
    parsed = check_installed()
    count = 0 if parsed.value is None else len(parsed.value.exercises)
    return _files("catalogue", parsed.errors, f"{count} exercises")


def _evidence() -> Check:
    parsed = check_installed_evidence()
    return _files("evidence", parsed.problems, f"{len(parsed.value or ())} rows")


def _self_tests() -> Check:
    parsed = check_installed_tests()
    return _files("self-tests", parsed.problems, f"{len(parsed.value or ())} self-tests")


def _protocols() -> Check:
    try:
        parsed = check_protocols()
    except BrokenCatalogueError as error:
        # They name exercises, self-tests and ladders: where one of those is broken, it is told.
        return _files("protocols", error.problems, "")
    return _files("protocols", parsed.problems, f"{len(parsed.value or ())} protocols")


def _files(name: str, faults: tuple[Problem, ...], count: str) -> Check:
    """Return what was found in the files of one kind that come with the package."""
    if not faults:
        return Check(name=name, is_sound=True, sentence=f"{count}, all sound.")
    first = faults[0]
    return Check(
        name=name,
        is_sound=False,
        sentence=f"The installed {name} has {len(faults)} faults; the first: "
        f"{first.location}: {first.sentence}",
        remedy=first.remedy or "Correct the file, or install Ironstride again.",
    )


def _space(path: Path) -> Check:
    folder = next(each for each in (path, *path.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(folder).free
    return Check(
        name="space",
        is_sound=free >= LITTLE_SPACE,
        sentence=f"{free / 2**30:.1f} GB are free beside the database.",
        remedy=None if free >= LITTLE_SPACE else "Free some space, or use --database elsewhere.",
    )


def _looked(name: str, database: Database, look: Callable[[UnitOfWork], Check]) -> Check:
    parsed = database.read(look)
    if parsed.value is not None:
        return parsed.value
    problem = parsed.problems[0]
    return Check(name=name, is_sound=False, sentence=problem.sentence, remedy=problem.remedy)


def _sound(database: Database, path: Path, unit: UnitOfWork) -> Check:
    counts = unit.transfer.counts()
    size = path.stat().st_size / 2**20
    told = f"{path}: {size:.1f} MB, schema {database.version()} of {SCHEMA}, " + ", ".join(
        f"{counts[table]} {words}"
        for table, words in (("activity", "activities"), ("logged_set", "sets"), ("plan", "plans"))
    )
    damage = database.damage()
    if damage:
        return Check(
            name="database",
            is_sound=False,
            sentence=f"{told}; damaged: {damage[0]}",
            remedy="Keep the file, and go back to the last backup with --database BACKUP.",
        )
    return Check(name="database", is_sound=True, sentence=f"{told}; no damage.")


def _runner(unit: UnitOfWork, today: dt.date) -> Check:
    athlete = stored_athlete(unit, today)
    if athlete is None:
        return Check(
            name="runner",
            is_sound=True,
            sentence="Nothing is known of the runner yet: `ironstride setup` asks.",
        )
    flags = len(unit.red_flags.standing()) + len(athlete.red_flags)
    return Check(
        name="runner",
        is_sound=True,
        sentence=f"{len(athlete.races)} races ahead, {len(athlete.limits)} limits, "
        f"{flags} red flags standing.",
    )


def _runs(unit: UnitOfWork) -> Check:
    waiting = unit.analyses.outdated(ANALYSES)
    span = unit.activities.span()
    undated = len(unit.activities.undated())
    told = "No activity is stored." if span is None else f"Activities from {span[0]} to {span[1]}."
    if undated:
        told += f" {undated} have no date: give them one in the browser."
    return Check(
        name="runs",
        is_sound=True,
        sentence=f"{told} {len(waiting)} are not analysed (only runs are).",
    )


def _plan(unit: UnitOfWork, today: dt.date) -> Check:
    current = current_plan(unit)
    if current is None:
        return Check(name="plan", is_sound=True, sentence="There is no plan yet.")
    following = current.next_after(today)
    told = "no session ahead" if following is None else f"next session on {following.date}"
    return Check(name="plan", is_sound=True, sentence=f"Made on {current.plan.today}; {told}.")

"""The runner: the athlete document in versions, and all that is known today put together."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import Athlete, CheckIn, PlannedRun, SelfTest
from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.athlete_json import athlete_document
from ironstride.importers.athlete_file import read_athlete, read_athlete_document
from ironstride.services.analyses import bring_up_to_date
from ironstride.services.files import known_ids
from ironstride.storage import StorageError

if TYPE_CHECKING:
    from ironstride.storage import Database, Document, UnitOfWork

NAME: Final = "athlete"
"""Of the document that holds the athlete file."""
CONFIRMED_IN: Final = 2
"""Sessions in which technique must have been confirmed (RD-03)."""

NOBODY: Final = Problem(
    code="no-runner",
    sentence="Nothing is known of the runner yet.",
    location="athlete",
    remedy="Answer the questions with `ironstride setup`, or give a file: "
    "`ironstride setup --file ME.toml`.",
)


def set_athlete_text(
    database: Database,
    text: str,
    *,
    location: str,
    file_format: str,
    today: dt.date,
    now: dt.datetime,
    why: str = "",
) -> Parsed[Athlete]:
    """Return the athlete of a file that is stored as the new version, or why it is not.

    Args:
        why: what the change was made for, kept with the version.
    """
    parsed = read_athlete(
        text, location=location, file_format=file_format, today=today, known=known_ids()
    )
    return _stored(database, parsed, today=today, now=now, why=why)


def set_athlete(
    database: Database, athlete: Athlete, *, today: dt.date, now: dt.datetime, why: str = ""
) -> Parsed[Athlete]:
    """Return an athlete that is stored as the new version, checked as a file is."""
    parsed = read_athlete_document(
        athlete_document(athlete), location="", today=today, known=known_ids()
    )
    return _stored(database, parsed, today=today, now=now, why=why)


def _stored(
    database: Database, parsed: Parsed[Athlete], *, today: dt.date, now: dt.datetime, why: str
) -> Parsed[Athlete]:
    athlete = parsed.value
    if athlete is None:
        return parsed
    text = json.dumps(athlete_document(athlete), ensure_ascii=False, sort_keys=True)
    written = database.write(lambda unit: unit.documents.put(NAME, text, now=now, why=why))
    if written.value is None:
        return Parsed(value=None, problems=(*parsed.problems, *written.problems))
    try:
        bring_up_to_date(database, athlete, today=today, now=now)
    except StorageError as error:
        return Parsed(value=None, problems=(*parsed.problems, error.problem))
    return parsed


def stored_athlete(unit: UnitOfWork, today: dt.date) -> Athlete | None:
    """Return the athlete as last told, past races and pins left out; None before the first."""
    document = unit.documents.last(NAME)
    if document is None:
        return None
    athlete = _read(document)
    return replace(
        athlete,
        races=tuple(race for race in athlete.races if race.date >= today),
        pins=tuple(pin for pin in athlete.pins if pin.date >= today),
    )


def _read(document: Document) -> Athlete:
    """Return the athlete of a stored document, judged on the day it was stored.

    Raises:
        StorageError: it was changed outside, or the catalogue no longer has what it names.
    """
    # A day's grace: the document was stored in UTC, and judged by the runner's own clock.
    day = document.recorded_at.date() - dt.timedelta(days=1)
    parsed = read_athlete_document(
        json.loads(document.text), location=NAME, today=day, known=known_ids()
    )
    if parsed.value is None:
        raise StorageError(parsed.errors[0])
    return parsed.value


def athlete_now(unit: UnitOfWork, today: dt.date) -> Athlete | None:
    """Return the athlete with all that was logged since: check-ins, flags, tests, runs, ticks."""
    athlete = stored_athlete(unit, today)
    if athlete is None:
        return None
    standing = [answer.flag for answer in unit.red_flags.standing()]
    return replace(
        athlete,
        red_flags=tuple(dict.fromkeys((*athlete.red_flags, *standing))),
        tests=_tests(athlete, unit),
        checkins=_checkins(athlete, unit),
        planned_runs=_planned_runs(athlete, unit),
        technique=athlete.technique | unit.technique.confirmed(CONFIRMED_IN),
    )


def _tests(athlete: Athlete, unit: UnitOfWork) -> tuple[SelfTest, ...]:
    """Return one result a day, test and side, what was entered over what the file says."""
    entered = (logged.result for logged in unit.results.all())
    by_day = {(one.date, one.test, one.side): one for one in (*athlete.tests, *entered)}
    return tuple(by_day[key] for key in sorted(by_day, key=lambda key: (*key[:2], key[2] or "")))


def _checkins(athlete: Athlete, unit: UnitOfWork) -> tuple[CheckIn, ...]:
    """Return one check-in a day, what was logged over what the file says."""
    by_day = {checkin.date: checkin for checkin in (*athlete.checkins, *unit.checkins.all())}
    return tuple(by_day[day] for day in sorted(by_day))


def _planned_runs(athlete: Athlete, unit: UnitOfWork) -> tuple[PlannedRun, ...]:
    """Return the dated runs, those told later over those of the file."""
    by_start = {
        (run.date, run.start_minute): run
        for run in (*athlete.planned_runs, *unit.planned_runs.all())
    }
    return tuple(by_start[key] for key in sorted(by_start))

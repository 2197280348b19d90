"""How each noun that people log lies in its table, and what is asked of it beside its history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.athlete import CheckIn, PlannedRun
from ironstride.domain.clock import monday_of
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport
from ironstride.storage import schema
from ironstride.storage.log_rows import (
    checkin_of,
    correction_of,
    flag_of,
    pain_of,
    planned_of,
    result_of,
    session_of,
    set_of,
    tick_of,
)
from ironstride.storage.records import ActivityCorrection, RedFlagAnswer, SetsState, TechniqueTick
from ironstride.storage.versioned import Shape, Versioned, id_from

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from ironstride.storage.records import AthleteId, Put
    from ironstride.storage.versioned import Row

# Sets


def _set_row(value: LoggedSet) -> Row:
    return {
        "date": value.date,
        "week": monday_of(value.date),
        "exercise": value.exercise,
        "session_id": value.session_id,
        "order": value.order,
        "kind": value.kind,
        "side": value.side,
        "reps": value.reps,
        "seconds": value.seconds,
        "contacts": value.contacts,
        "distance_m": value.distance_m,
        "load_kg": value.load_kg,
        "rir": value.rir,
        "band": value.band,
        "technique_ok": value.technique_ok,
        "fault": value.fault,
        "logged_at": value.logged_at,
    }


_NO_PART_OF_ID: Final = frozenset({"logged_at", "fault"})
"""What a log that is read twice may say differently; ids made before faults were stored hold."""


def _set_id(value: LoggedSet) -> str:
    if value.id is not None:
        return value.id
    row = _set_row(value)
    return id_from("set", *(row[name] for name in sorted(row) if name not in _NO_PART_OF_ID))


SETS = Shape(table=schema.logged_set, to_row=_set_row, from_row=set_of, id_of=_set_id)


class LoggedSets(Versioned[LoggedSet]):
    """Sets as logged; one without an id gets it from what it says: a log read twice counts once."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, SETS)

    def of_exercise(
        self, exercise: str, *, limit: int | None = None, until: dt.date | None = None
    ) -> tuple[LoggedSet, ...]:
        """Return the sets of an exercise, oldest first.

        Args:
            limit: only so many, the newest.
            until: inclusive.
        """
        where = [self._live, self._table.c.exercise == exercise]
        if until is not None:
            where.append(self._table.c.date <= until)
        return self._select(*where, limit=limit)

    def log_read(
        self, sets: Iterable[tuple[LoggedSet, LoggedSet]], *, now: dt.datetime
    ) -> tuple[Put, ...]:
        """Ensure that each set of a log is there once, however it is understood by now.

        Ids come from what the log says: what a name means and on which day a moment lies may be
        told later, and then the log be read again. Earlier programs made them from what was
        understood; what is there under such an id is left out here.

        Args:
            sets: each as its log says it, and as it is understood now.
        """
        pairs = tuple(sets)
        alike = [{_set_id(meant), _set_id(replace(meant, date=told.date))} for told, meant in pairs]
        known = self._last_numbers({id for ids in alike for id in ids}).keys()
        return self.log_all(
            (
                replace(meant, id=_set_id(told))
                for (told, meant), ids in zip(pairs, alike, strict=True)
                if not ids & known
            ),
            now=now,
        )

    def of_session(self, session_id: str) -> tuple[LoggedSet, ...]:
        """Return the sets of a session in the order performed."""
        table = self._table
        rows = self._connection.execute(
            sa.select(table).where(self._live, table.c.session_id == session_id)
        ).mappings()
        # Asked to sort, SQLite reads all by their date instead of these by their session.
        found = sorted(
            rows,
            key=lambda r: (r["date"], r["order"], r["logged_at"] or schema.EPOCH, r["id"]),
        )
        return tuple(set_of(row) for row in found)

    def exercises(self) -> tuple[tuple[str, dt.date, int], ...]:
        """Return every exercise ever logged with its last date and number of sets, by name."""
        table = self._table
        rows = self._connection.execute(
            sa.select(table.c.exercise, sa.func.max(table.c.date), sa.func.count())
            .where(self._live)
            .group_by(table.c.exercise)
            .order_by(table.c.exercise)
        )
        return tuple((row[0], row[1], row[2]) for row in rows)

    def states(self) -> dict[str, SetsState]:
        """Return of every exercise a value that changes whenever its sets do."""
        table = self._table
        live = sa.and_(table.c.is_last.is_(True), table.c.is_deleted.is_(False))
        rows = self._connection.execute(
            sa.select(
                table.c.exercise,
                sa.func.count(),
                sa.func.max(table.c.recorded_at),
                # Moving a set to another exercise adds no version here, but takes one out.
                sa.func.sum(sa.case((live, 1), else_=0)),
            )
            .where(self._mine)
            .group_by(table.c.exercise)
        )
        return {row[0]: SetsState(versions=row[1], newest=row[2], live=row[3]) for row in rows}

    def _within_a_day(self) -> list[sa.Column[object]]:
        return [self._table.c.session_id, self._table.c.order, self._table.c.logged_at]


# Sessions


def _session_row(value: LoggedSession) -> Row:
    return {
        "date": value.date,
        "week": monday_of(value.date),
        "start_minute": value.start_minute,
        "minutes": value.minutes,
        "session_rpe": value.session_rpe,
        "skipped": value.skipped,
    }


SESSIONS = Shape(
    table=schema.logged_session,
    to_row=_session_row,
    from_row=session_of,
    id_of=lambda value: value.session_id,
)


# Check-ins: one a day


def _checkin_row(value: CheckIn) -> Row:
    return {
        "date": value.date,
        "sleep_hours": value.sleep_hours,
        "soreness": value.soreness,
        "fatigue": value.fatigue,
        "stress": value.stress,
        "illness": value.illness,
    }


CHECKINS = Shape(
    table=schema.checkin,
    to_row=_checkin_row,
    from_row=checkin_of,
    id_of=lambda value: value.date.isoformat(),
)


# Pain: one report a day, place and exercise, completed the next morning as a new version


def _pain_row(value: PainReport) -> Row:
    return {
        "date": value.date,
        "region": value.region,
        "side": value.side,
        "during": value.during,
        "after": value.after,
        "next_morning": value.next_morning,
        "exercise": value.exercise,
    }


PAINS = Shape(
    table=schema.pain_report,
    to_row=_pain_row,
    from_row=pain_of,
    id_of=lambda value: id_from("pain", value.date, value.region, value.side, value.exercise or ""),
)


# Red flags


def _flag_row(value: RedFlagAnswer) -> Row:
    return {
        "date": value.asked_on,
        "flag": value.flag,
        "yes": value.yes,
        "answered_on": value.answered_on,
        "region": value.region,
        "side": value.side,
        "withdrawn_on": value.withdrawn_on,
        "cleared_by": value.cleared_by,
        "cleared_on": value.cleared_on,
        "note": value.note,
    }


RED_FLAGS = Shape(
    table=schema.red_flag_answer,
    to_row=_flag_row,
    from_row=flag_of,
    id_of=lambda value: id_from(
        "flag", value.flag, value.asked_on, value.region or "", value.side or ""
    ),
)


class RedFlags(Versioned[RedFlagAnswer]):
    """Questions asked, answers given, and who cleared them."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, RED_FLAGS)

    def standing(self) -> tuple[RedFlagAnswer, ...]:
        """Return the answers that stop: yes, not withdrawn, not cleared by anybody."""
        table = self._table
        return self._select(
            self._live,
            table.c.yes.is_(True),
            table.c.withdrawn_on.is_(None),
            table.c.cleared_by.is_(None),
        )

    def open(self) -> tuple[RedFlagAnswer, ...]:
        """Return the questions that were asked and not answered yet."""
        return self._select(
            self._live, self._table.c.yes.is_(None), self._table.c.withdrawn_on.is_(None)
        )


# Technique


def _tick_row(value: TechniqueTick) -> Row:
    return {
        "date": value.date,
        "exercise": value.exercise,
        "session_id": value.session_id,
        "confirmed_by": value.confirmed_by,
    }


TICKS = Shape(
    table=schema.technique_tick,
    to_row=_tick_row,
    from_row=tick_of,
    id_of=lambda value: id_from("tick", value.exercise, value.session_id),
)


class TechniqueTicks(Versioned[TechniqueTick]):
    """One tick an exercise and session."""

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, TICKS)

    def take_back(self, tick: TechniqueTick, *, now: dt.datetime) -> None:
        """Ensure that nobody's own word confirms technique in the tick's session any more."""
        key = TICKS.id_of(tick)
        held = self.get(key)
        if held is not None and held.confirmed_by == tick.confirmed_by:
            self.delete(key, now=now)

    def confirmed(self, sessions: int) -> frozenset[str]:
        """Return the exercises whose technique was confirmed in at least so many sessions."""
        table = self._table
        rows = self._connection.scalars(
            sa.select(table.c.exercise)
            .where(self._live)
            .group_by(table.c.exercise)
            .having(sa.func.count(sa.distinct(table.c.session_id)) >= sessions)
        )
        return frozenset(rows)


# Dated runs that stand over the usual week


def _planned_row(value: PlannedRun) -> Row:
    return {
        "date": value.date,
        "start_minute": value.start_minute,
        "kind": value.kind,
        "minutes": value.minutes,
        "distance_m": value.distance_m,
    }


PLANNED_RUNS = Shape(
    table=schema.planned_run,
    to_row=_planned_row,
    from_row=planned_of,
    id_of=lambda value: id_from("run", value.date, value.start_minute),
)


# Results of self-tests; without an id from where it was entered, one a day, test and side


def _result_row(value: LoggedResult) -> Row:
    return {
        "date": value.date,
        "test": value.test,
        "side": value.side,
        "value": value.value,
        "trials": list(value.trials),
        "missed": list(value.missed),
        "logged_at": value.logged_at,
    }


def _result_id(value: LoggedResult) -> str:
    return value.id or id_from("test", value.test, value.date, value.side or "")


RESULTS = Shape(table=schema.test_result, to_row=_result_row, from_row=result_of, id_of=_result_id)


class TestResults(Versioned[LoggedResult]):
    """Results of self-tests as they were entered."""

    __test__ = False

    def __init__(self, connection: Connection, athlete: AthleteId) -> None:
        super().__init__(connection, athlete, RESULTS)

    def of_test(self, test: str) -> tuple[LoggedResult, ...]:
        """Return the results of a test, oldest first."""
        return self._select(self._live, self._table.c.test == test)

    def _within_a_day(self) -> list[sa.Column[object]]:
        return [self._table.c.logged_at]


# What the runner says of a recorded activity; the id is the activity's


def _correction_row(value: ActivityCorrection) -> Row:
    return {
        "date": None,
        "session_rpe": value.session_rpe,
        "run_kind": value.run_kind,
        "name": value.name,
        "start": value.start,
        "hidden": value.hidden,
    }


def _no_id(value: ActivityCorrection) -> str:
    raise TypeError(f"a correction is kept under its activity's id: {value}")


CORRECTIONS = Shape(
    table=schema.activity_correction,
    to_row=_correction_row,
    from_row=correction_of,
    id_of=_no_id,
)

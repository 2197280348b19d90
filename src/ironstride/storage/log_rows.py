"""How what people log comes out of its row; without SQLAlchemy, so that a glance can do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.athlete import CheckIn, Illness, PlannedRun
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import LoggedSession, LoggedSet, PainReport, SetKind
from ironstride.domain.run import RunKind
from ironstride.storage.records import ActivityCorrection, RedFlagAnswer, TechniqueTick

if TYPE_CHECKING:
    from enum import StrEnum

    from sqlalchemy.engine import RowMapping

Word = TypeVar("Word", bound="StrEnum")


def _word(kind: type[Word], text: str | None) -> Word | None:
    return None if text is None else kind(text)


def set_of(row: RowMapping) -> LoggedSet:
    """Return the set of a row."""
    return LoggedSet(
        id=row["id"],
        exercise=row["exercise"],
        date=row["date"],
        order=row["order"],
        kind=SetKind(row["kind"]),
        side=_word(Side, row["side"]),
        reps=row["reps"],
        seconds=row["seconds"],
        contacts=row["contacts"],
        distance_m=row["distance_m"],
        load_kg=row["load_kg"],
        rir=row["rir"],
        session_id=row["session_id"],
        band=row["band"],
        technique_ok=row["technique_ok"],
        fault=row["fault"],
        logged_at=row["logged_at"],
    )


def session_of(row: RowMapping) -> LoggedSession:
    """Return the session of a row."""
    return LoggedSession(
        session_id=row["id"],
        date=row["date"],
        start_minute=row["start_minute"],
        minutes=row["minutes"],
        session_rpe=row["session_rpe"],
        skipped=row["skipped"],
    )


def checkin_of(row: RowMapping) -> CheckIn:
    """Return the check-in of a row."""
    return CheckIn(
        date=row["date"],
        sleep_hours=row["sleep_hours"],
        soreness=row["soreness"],
        fatigue=row["fatigue"],
        stress=row["stress"],
        illness=Illness(row["illness"]),
    )


def pain_of(row: RowMapping) -> PainReport:
    """Return the pain report of a row."""
    return PainReport(
        date=row["date"],
        region=Region(row["region"]),
        side=Side(row["side"]),
        during=row["during"],
        after=row["after"],
        next_morning=row["next_morning"],
        exercise=row["exercise"],
    )


def flag_of(row: RowMapping) -> RedFlagAnswer:
    """Return the answer to a red-flag question of a row."""
    return RedFlagAnswer(
        flag=row["flag"],
        asked_on=row["date"],
        yes=row["yes"],
        answered_on=row["answered_on"],
        region=_word(Region, row["region"]),
        side=_word(Side, row["side"]),
        withdrawn_on=row["withdrawn_on"],
        cleared_by=row["cleared_by"],
        cleared_on=row["cleared_on"],
        note=row["note"],
    )


def tick_of(row: RowMapping) -> TechniqueTick:
    """Return the tick of a row."""
    return TechniqueTick(
        exercise=row["exercise"],
        date=row["date"],
        session_id=row["session_id"],
        confirmed_by=row["confirmed_by"],
    )


def planned_of(row: RowMapping) -> PlannedRun:
    """Return the dated run of a row."""
    return PlannedRun(
        date=row["date"],
        start_minute=row["start_minute"],
        kind=_word(RunKind, row["kind"]),
        minutes=row["minutes"],
        distance_m=row["distance_m"],
    )


def result_of(row: RowMapping) -> LoggedResult:
    """Return the result of a self-test of a row."""
    return LoggedResult(
        id=row["id"],
        test=row["test"],
        date=row["date"],
        side=_word(Side, row["side"]),
        value=row["value"],
        trials=tuple(row["trials"]),
        missed=tuple(row["missed"]),
        logged_at=row["logged_at"],
    )


def correction_of(row: RowMapping) -> ActivityCorrection:
    """Return the correction of a row."""
    return ActivityCorrection(
        session_rpe=row["session_rpe"],
        run_kind=_word(RunKind, row["run_kind"]),
        name=row["name"],
        start=row["start"],
        hidden=row["hidden"],
    )

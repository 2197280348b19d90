from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSet
from ironstride.services.technique_cues import cues_for, fault_of

DEADLIFT = load().exercise("deadlift")
MONDAY = dt.date(2026, 11, 16)


def done(day: int, *, fault: str | None = None, ok: bool | None = None) -> LoggedSet:
    return LoggedSet(
        exercise="deadlift",
        date=MONDAY + dt.timedelta(days=day),
        reps=5,
        session_id=f"s{day}",
        fault=fault,
        technique_ok=ok,
    )


def test_the_first_cue_mends_the_fault_that_was_seen_last() -> None:
    first, second, _ = DEADLIFT.faults
    sets = (done(0, fault=first.sign), done(3, fault=second.sign), done(3))
    seen = fault_of(DEADLIFT, sets)
    assert seen == second
    cues = cues_for(DEADLIFT, seen)
    assert second.correction in cues[0]
    assert cues[1:] == DEADLIFT.cues


def test_a_tick_in_a_later_session_ends_it_and_one_in_the_same_session_does_not() -> None:
    sign = DEADLIFT.faults[0].sign
    assert fault_of(DEADLIFT, (done(0, fault=sign), done(0, ok=True))) == DEADLIFT.faults[0]
    assert fault_of(DEADLIFT, (done(0, fault=sign), done(3, ok=True))) is None


def test_a_sign_that_the_record_no_longer_names_counts_for_nothing() -> None:
    assert fault_of(DEADLIFT, (done(0, fault="It felt odd"),)) is None
    other = replace(DEADLIFT, faults=())
    assert fault_of(other, (done(0, fault=DEADLIFT.faults[0].sign),)) is None


def test_without_a_fault_the_cues_come_as_they_are() -> None:
    assert cues_for(DEADLIFT, fault_of(DEADLIFT, (done(0),))) == DEADLIFT.cues

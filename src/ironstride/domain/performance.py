"""What was done: sets and sessions as they were logged."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ironstride.domain.body_region import Region, Side


class SetKind(StrEnum):
    """Warm-up sets teach nothing about strength; the others do."""

    WARM_UP = "warm-up"
    WORKING = "working"
    DROP = "drop"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSet:
    """One set as logged; exactly one of reps, seconds, contacts, distance_m is given.

    Args:
        exercise: catalogue id, or the importer's own name where it is not mapped.
        load_kg: total external load moved, both implements together; None without.
        rir: reps in reserve as told; None if not told.
        order: position in the session, from 0.
    """

    exercise: str
    date: dt.date
    order: int = 0
    kind: SetKind = SetKind.WORKING
    side: Side | None = None
    reps: int | None = None
    seconds: float | None = None
    contacts: int | None = None
    distance_m: float | None = None
    load_kg: float | None = None
    rir: float | None = None
    session_id: str | None = None
    band: str | None = None
    technique_ok: bool | None = None
    """The runner's own tick after the cues; None if not asked."""
    fault: str | None = None
    """The sign of the common fault that the runner saw in it, as the exercise's record says it."""
    logged_at: dt.datetime | None = None
    id: str | None = None
    """The id made on the phone; storage keys on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSession:
    """A strength session as done: minutes taken, how hard it was (0 to 10)."""

    session_id: str
    date: dt.date
    start_minute: int | None = None
    minutes: float | None = None
    session_rpe: float | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReport:
    """Pain 0 to 10 in a region, when it was felt."""

    date: dt.date
    region: Region
    side: Side
    during: float | None = None
    after: float | None = None
    next_morning: float | None = None
    exercise: str | None = None

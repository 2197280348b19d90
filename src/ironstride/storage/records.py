"""What storage hands out and takes in beside the nouns of the domain."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, NewType, TypeVar

if TYPE_CHECKING:
    from ironstride.domain.body_region import Region, Side
    from ironstride.domain.run import Activity, ActivityKind, RunKind

T = TypeVar("T")

ActivityId = NewType("ActivityId", str)
"""Sixteen hex digits derived from original and part: equal wherever the same bytes are imported."""

AthleteId = NewType("AthleteId", str)

RUNNER: Final = AthleteId("runner")
"""The one athlete of a laptop; a server gives each athlete an id of its own."""

FAST: Final = 1
"""zlib level: 6 saves another tenth of a FIT file and costs four times as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes somebody gave us, packed for keeping; picklable, so that a worker can make it.

    Args:
        name: as given, e.g. ``export.zip/activities/17.fit``.
        format: ``fit``, ``tcx``, ``gpx`` or the archive's own table.
        size: of the bytes before packing.
        packed: zlib stream, or the bytes themselves where that is no smaller.
    """

    sha256: str
    name: str
    format: str
    size: int
    packed: bytes
    is_packed: bool

    @classmethod
    def of(cls, content: bytes, *, name: str, file_format: str) -> Original:
        """Return the packed original of some bytes."""
        packed = zlib.compress(content, FAST)
        smaller = len(packed) < len(content)
        return cls(
            sha256=hashlib.sha256(content).hexdigest(),
            name=name,
            format=file_format,
            size=len(content),
            packed=packed if smaller else content,
            is_packed=smaller,
        )

    @property
    def content(self) -> bytes:
        """The bytes as they were given."""
        return zlib.decompress(self.packed) if self.is_packed else self.packed


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedColumn:
    """One stream as it is stored; ``group`` is ``time``, ``channel`` or ``developer``."""

    group: str
    name: str
    blob: bytes


class StoreStatus(StrEnum):
    """What became of an activity that was offered."""

    NEW = "new"
    KNOWN = "known"
    """Stored before, at least as rich; a new original is kept beside it."""
    RICHER = "richer"
    """Stored before, but poorer: its streams and summary were replaced, its id stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where an activity lies and whether it was new."""

    id: ActivityId
    status: StoreStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCorrection:
    """What the runner says of a recorded activity; None leaves what was recorded.

    Args:
        session_rpe: 0 to 10.
        start: timezone-aware UTC, for a device that knew no date.
        hidden: taken out of lists, sums and models; the original stays.
    """

    session_rpe: float | None = None
    run_kind: RunKind | None = None
    name: str | None = None
    start: dt.datetime | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredActivity:
    """An activity with its id, its local date and what the runner corrected.

    ``activity`` carries the corrections (name, session RPE, start) already, and no streams unless
    they were asked for. ``date`` is None where no start is known.
    """

    id: ActivityId
    activity: Activity
    date: dt.date | None
    correction: ActivityCorrection


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One line of a list of activities; what was derived is None until it was analysed."""

    id: ActivityId
    kind: ActivityKind
    sport: str
    start: dt.datetime
    date: dt.date
    duration_s: float
    distance_m: float | None
    ascent_m: float | None
    mean_heart_rate_bpm: float | None
    session_rpe: float | None
    name: str | None
    source_format: str
    run_kind: RunKind | None
    load: float | None
    is_spike: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One original of an activity; the main one gives the streams."""

    sha256: str
    part: int
    name: str
    format: str
    size: int
    stored_at: dt.datetime
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOriginal:
    """An original without its bytes, and the activities that came from it."""

    sha256: str
    names: tuple[str, ...]
    format: str
    size: int
    stored_at: dt.datetime
    activities: tuple[ActivityId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A document computed from an activity; ``version`` is that of the code that made it."""

    activity: ActivityId
    version: int
    document: str
    computed_at: dt.datetime


class PutStatus(StrEnum):
    """What became of something logged that was sent."""

    NEW = "new"
    KNOWN = "known"
    """Sent before: nothing was changed."""
    CHANGED = "changed"
    """A new version of something logged before."""
    MISSING = "missing"
    """There is nothing under this id to edit, delete or undo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """The id something is logged under, its last version's number, and what became of it."""

    id: str
    version: int
    status: PutStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Generic[T]):
    """One version of something logged; ``value`` None means deleted."""

    id: str
    number: int
    value: T | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagAnswer:
    """An answer to a red-flag question; a yes stops until withdrawn or cleared.

    Args:
        flag: id of the question.
        yes: None while asked but not answered.
        withdrawn_on: the runner took the answer back.
        cleared_by: the named professional who cleared it, on ``cleared_on``.
    """

    flag: str
    asked_on: dt.date
    yes: bool | None = None
    answered_on: dt.date | None = None
    region: Region | None = None
    side: Side | None = None
    withdrawn_on: dt.date | None = None
    cleared_by: str | None = None
    cleared_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueTick:
    """Technique confirmed in one session (RD-03).

    ``confirmed_by`` is ``self``, ``film`` or a professional's name.
    """

    exercise: str
    date: dt.date
    session_id: str
    confirmed_by: str = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan as it was made.

    Args:
        id: from 1, rising by one with every plan of the athlete.
        facts_hash: of the request's facts; equal facts need no new plan.
        why: the sentence that says what it was made for.
        document: the plan JSON, byte for byte; None in lists.
    """

    id: int
    created_at: dt.datetime
    facts_hash: str
    why: str
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a card speaks of.

    Args:
        subject: such as a session's id: a newer card on it takes its place.
        until: last day on which it matters; None where no day ends it.
    """

    subject: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A card that says what changed; undo is offered where ``undo`` says how, as a document.

    Args:
        subject: what it is about, such as a session's id: a newer card on it takes its place.
        until: last day on which it matters; None where no day ends it.
    """

    id: int
    plan_id: int
    what: str
    sentence: str
    created_at: dt.datetime
    rule: str | None = None
    undo: str | None = None
    acknowledged_at: dt.datetime | None = None
    undone_at: dt.datetime | None = None
    subject: str | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of a named document, e.g. the athlete file."""

    name: str
    version: int
    text: str
    why: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWeek:
    """Sums over the activities of one kind in a week; ``load`` counts analysed ones only."""

    monday: dt.date
    kind: ActivityKind
    activities: int
    duration_s: float
    distance_m: float
    ascent_m: float
    longest_m: float | None
    load: float
    analysed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetWeek:
    """Working sets of one exercise in a week; tonnage in kg times reps, external load only."""

    monday: dt.date
    exercise: str
    sets: int
    reps: int
    contacts: int
    tonnage_kg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsState:
    """What differs whenever the sets of an exercise do: their versions, the newest, those alive."""

    versions: int
    newest: dt.datetime
    live: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWeek:
    """Strength sessions of a week: how many were done, how many skipped, the minutes taken."""

    monday: dt.date
    done: int
    skipped: int
    minutes: float

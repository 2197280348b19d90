"""The plan: a season of strength work around the runs, each choice with its reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ironstride.domain.body_region import Side
    from ironstride.domain.run import ScheduledRun


class Phase(StrEnum):
    """What a week is for; any week may also be light."""

    ADAPTATION = "adaptation"
    MAXIMUM_STRENGTH = "maximum-strength"
    POWER = "power"
    MAINTENANCE = "maintenance"
    TAPER = "taper"
    RACE = "race"
    RECOVERY = "recovery"
    OFF = "off"
    REHABILITATION = "rehabilitation"


class Level(StrEnum):
    """The three levels of the planner."""

    SEASON = "season"
    WEEK = "week"
    CONTENT = "content"


class Strength(StrEnum):
    """Whether a rule forbids or costs."""

    HARD = "hard"
    SOFT = "soft"


class BlockKind(StrEnum):
    """How the exercises of a block are performed."""

    WARM_UP = "warm-up"
    SINGLE = "single"
    SUPERSET = "superset"
    CIRCUIT = "circuit"
    COOL_DOWN = "cool-down"


class Sides(StrEnum):
    """Which sides the sets are for; each: done on both sides, one after the other."""

    BOTH = "both"
    EACH = "each"
    LEFT = "left"
    RIGHT = "right"


class Blocks(StrEnum):
    """What a stop blocks."""

    ALL = "all"
    IMPACT = "impact"
    REGION = "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A rule that speaks for a choice: amount is its share of the objective, scaled integer."""

    rule: str
    evidence: tuple[str, ...]
    sentence: str
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedSet:
    """One set to do; exactly one of reps, seconds, contacts, distance_m.

    Args:
        load_kg: total external load, bar included, both implements together; None without.
        implements: 1 or 2 where a load is carried.
        rest_seconds: after this set, before the next in the order performed.
        tempo: down-pause-up-pause in seconds, X for as fast as possible.
        kind: ``warm-up`` or ``working``.
    """

    rest_seconds: float
    reps: int | None = None
    seconds: float | None = None
    contacts: int | None = None
    distance_m: float | None = None
    hold_seconds: float | None = None
    load_kg: float | None = None
    implements: int | None = None
    band: str | None = None
    body_mass_share: float | None = None
    percent_1rm: float | None = None
    rir: float | None = None
    tempo: str | None = None
    kind: str = "working"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedExercise:
    """An exercise in a session with its sets and the reasons for it.

    Args:
        first_side: the side that begins, the weaker one, where the sets are for each side and the
            sides are known to differ: the other does no more than it did.
    """

    exercise: str
    side: Sides
    sets: tuple[PrescribedSet, ...]
    reasons: tuple[Reason, ...]
    first_side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Exercises performed together; seconds with set-up, rests and changes of side."""

    kind: BlockKind
    exercises: tuple[PrescribedExercise, ...]
    seconds_planned: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A strength session: date, local start, place, and what to do."""

    id: str
    date: dt.date
    start_minute: int
    place: str
    title: str
    minutes_budget: float
    minutes_planned: float
    heavy_lower: bool
    contacts: int
    blocks: tuple[Block, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWeek:
    """A week from its Monday; without sessions beyond the detail asked for."""

    start: dt.date
    phase: Phase
    light: bool
    sessions: tuple[PlannedSession, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """Where a rule is not fully kept, and by how much."""

    where: str
    sentence: str
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One rule's account within a level and week; penalties sum to the proof's objective."""

    rule: str
    level: Level
    week: dt.date | None
    strength: Strength
    weight: int
    unit: str
    amount: float
    penalty: int
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How good a level's solution is proven to be; objective and bound are scaled integers."""

    level: Level
    week: dt.date | None
    optimal: bool
    objective: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """What blocks training and whom to see, how soon."""

    flag: str
    sentence: str
    see: str
    blocks: Blocks


class Wish(StrEnum):
    """What a relaxation changes of what a runner asked for."""

    MINUTES = "minutes"
    SESSIONS = "sessions"
    REST_DAY = "rest-day"
    WINDOW = "window"
    RELEASE = "release"
    MOVE = "move"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One change of a wish with which all the rest holds: tried out before it is offered.

    Args:
        value: of minutes and sessions the new number, of rest days those to free (``fri sun``), of
            windows those to open (``fri 18:00-18:45, sat ...``), of edits by hand the one that is
            let go (``2026-11-24 place 18:00``), and after ``->`` what takes its place.
        sentence: what to do, in words.
    """

    wish: Wish
    value: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A wish that cannot hold, with the smallest remedy.

    Args:
        why: what of the facts shows that it cannot hold, where plain arithmetic does.
        check: name of that arithmetic.
        proven: whether it is proven that dropping fewer wishes does not help.
        helps: what would let everything else hold, each tried out; empty where nothing a runner
            can change would.
    """

    what: str
    remedy: str
    rule: str | None = None
    why: str = ""
    check: str | None = None
    proven: bool = True
    helps: tuple[Relaxation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference to the previous plan, in words.

    Args:
        session: id of the session it is about, of the new plan where it is in both; None: of none.
        dates: days it speaks of, ascending; none for what no day ends.
    """

    what: str
    sentence: str
    rule: str | None = None
    session: str | None = None
    dates: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A season with its ledger and proofs; ``conflict`` is empty where everything holds."""

    today: dt.date
    seed: int
    engine: str
    stops: tuple[Stop, ...]
    runs: tuple[ScheduledRun, ...]
    weeks: tuple[PlannedWeek, ...]
    analysis: tuple[LedgerLine, ...]
    proofs: tuple[Proof, ...]
    conflict: tuple[Dropped, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences the runner should know: what was assumed or left out."""
    past: tuple[PlannedWeek, ...] = ()
    """Weeks before the first one, without sessions: so that the next plan knows where it stands."""

    @property
    def is_stopped(self) -> bool:
        """Whether all training stops: the runs of the usual week, too, are none to show as due."""
        return any(stop.blocks is Blocks.ALL for stop in self.stops)

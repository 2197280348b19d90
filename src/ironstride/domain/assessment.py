"""Self-tests: how one is done, what its result is held against, and what it changes.

A `SelfTest` (``domain/athlete.py``) is one result as the athlete file says it; a `LoggedResult` is
one as it was entered here. Values are in the unit of the test (contract ``ironstride/athlete/1``):
the units of the field, centimetres among them, since that is what people read off a tape.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

from ironstride.domain.athlete import Goal, SelfTest, Sex
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import ExerciseId, Family, Impact, Need

TestId = NewType("TestId", str)


class TestUnit(StrEnum):
    """What a value counts."""

    __test__ = False

    REPS = "reps"
    SECONDS = "seconds"
    CENTIMETRES = "centimetres"
    KILOGRAMS = "kilograms"
    ITEMS = "items"
    """Items of a check-list that were seen."""


class Better(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"


class Score(StrEnum):
    """How several trials become one value."""

    BEST = "best"
    MEAN = "mean"


class TimedBy(StrEnum):
    """What sounds or runs while the test is done."""

    METRONOME = "metronome"
    STOPWATCH = "stopwatch"
    """Counts up: the value is its reading."""
    COUNTDOWN = "countdown"
    """Counts down: the value is what was counted meanwhile."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How a test is timed.

    Args:
        bpm: beats a minute, for a metronome.
        beats_per_rep: beats of one repetition, for a metronome.
        seconds: length of a countdown.
    """

    by: TimedBy
    bpm: int | None = None
    beats_per_rep: int | None = None
    seconds: int | None = None


class NormKind(StrEnum):
    """How a norm's rows are meant."""

    POINTS = "points"
    """Values for exact ages; between two of them the value lies on the line."""
    BANDS = "bands"
    """One value for all ages of a row; nothing is interpolated."""
    LEVELS = "levels"
    """Lower bounds of named levels for all ages of a row, the best level first."""


class Statistic(StrEnum):
    """What a norm's value is of the people who were measured."""

    MEAN = "mean"
    MEDIAN = "median"
    LEAST_AVERAGE = "least-average"
    """The edge below which a result counts as below average."""
    QUARTILES = "quartiles"
    """A quarter lies below ``low`` and a quarter above ``high``."""
    LEVELS = "levels"


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRow:
    """What a norm says for some ages, first and last inclusive; for exact ages they are equal.

    Args:
        sex: None for both.
        value: None where a row has its quartiles or levels only.
        spread: one standard deviation; None where the source gives none.
        low: with ``high``, the quartiles.
        levels: lower bounds of the norm's ``level_names``.
        reread: False: recalled, shown as "not re-checked".
    """

    first_age: int
    last_age: int | None
    sex: Sex | None = None
    value: float | None = None
    spread: float | None = None
    low: float | None = None
    high: float | None = None
    levels: tuple[float, ...] = ()
    reread: bool = True

    def holds_for(self, age: int, sex: Sex | None) -> bool:
        """Whether the row is about somebody of an age and sex."""
        return (
            self.first_age <= age
            and (self.last_age is None or age <= self.last_age)
            and (self.sex is None or self.sex is sex)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What others did, as one source gives it.

    Args:
        people: who was measured, in a few words.
        note: what must be known to read it; empty where nothing must.
        level_names: from the best to the least, for levels; one more than a row has bounds.
    """

    kind: NormKind
    statistic: Statistic
    rows: tuple[NormRow, ...]
    people: str
    evidence: tuple[str, ...]
    note: str = ""
    level_names: tuple[str, ...] = ()

    @property
    def by_sex(self) -> bool:
        """Whether any row is of one sex only."""
        return any(row.sex is not None for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A line that a result may lie on the wrong side of.

    Args:
        wrong: whether it is wrong to lie below or above the line; on it is right.
        values: by sex; ``Sex.UNSPECIFIED`` for everybody.
        words: what it means to lie on the wrong side, one sentence.
        convention: whether it is a coaching convention and no finding.
        of_body_mass: whether the values are shares of body mass.
        scale_from_age: from here on the line moves by ``scale_per_decade`` every ten years.
        reread: False: recalled, shown as "not re-checked".
    """

    id: str
    wrong: Wrong
    values: Mapping[Sex, float]
    words: str
    evidence: tuple[str, ...]
    first_age: int = 0
    last_age: int | None = None
    convention: bool = False
    of_body_mass: bool = False
    scale_from_age: int | None = None
    scale_per_decade: float = 1.0
    reread: bool = True


class Wrong(StrEnum):
    """The wrong side of a line."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The change between two occasions that a test can see: beyond ``detectable``, not at it.

    Args:
        below: counts only while both values are below this (a ceiling); None without one.
        basis: where the figure comes from, in a few words.
    """

    detectable: float
    evidence: tuple[str, ...]
    basis: str
    below: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRule:
    """When left and right differ: beyond the flag, and beyond what the test can see.

    Args:
        flag: in the unit of the test; None where only a share is given.
        flag_share: of the better side, 0 to 1; None where only a difference is given.
        detectable: smallest true difference that the test can see; None where none is known.
        basis: where ``detectable`` comes from, in a few words.
    """

    evidence: tuple[str, ...]
    flag: float | None = None
    flag_share: float | None = None
    detectable: float | None = None
    basis: str = ""
    reread: bool = True


class Does(StrEnum):
    """What an effect does to the plan."""

    WEAK_SIDE_FIRST = "weak-side-first"
    """The weaker side begins in exercises of the needs, and they get more sets a week."""
    MORE_SETS = "more-sets"
    """The needs get more sets a week."""
    EVERY_WEEK = "every-week"
    """Every week that trains holds at least so many sets of the needs or families."""
    HOLD_BACK = "hold-back"
    """Steps of the families wait until the test is passed."""
    STEADY_FIRST = "steady-first"
    """Nothing from which one falls easily until the test is passed, whatever its family."""
    LOAD_FROM = "load-from"
    """Loads of an exercise start from the result."""
    WARM_UP = "warm-up"
    """An exercise comes first in warm-ups."""


SIDE_GAP: Final = "side-gap"
"""Found where left and right differ."""
BELOW_NORM: Final = "below-norm"
"""Found where a result is worse than a norm by more than its spread or the test's own error."""
MEASURED: Final = "measured"
"""Found by every result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRule:
    """What a finding changes in the plan.

    Args:
        when: ``side-gap``, ``below-norm``, ``measured`` or the id of a cut.
        needs: whose exercises it is about; ``families`` where it is about ladders.
        sets: more sets a week, or the least sets a week.
        one_leg: hold back only what is done on one leg.
        loaded: hold back only what carries more than the body.
        from_rung: hold back only from this rung on.
        impact_from: hold back only what has at least this impact.
        exercise: whose loads start from the result, or that comes first in warm-ups.
        reps: repetitions that the value was lifted for.
        words: one sentence; ``{side}`` stands for the weaker side.
    """

    when: str
    does: Does
    words: str
    evidence: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    families: tuple[Family, ...] = ()
    sets: int = 1
    one_leg: bool = False
    loaded: bool = False
    from_rung: int = 1
    impact_from: Impact = Impact.NONE
    exercise: ExerciseId | None = None
    reps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who a test is for first; everybody where nothing is said.

    Args:
        goals: it comes early for who weighs one of them.
        regions: it comes early for who has or had something there.
    """

    first_age: int = 0
    last_age: int | None = None
    goals: frozenset[Goal] = frozenset()
    regions: frozenset[Region] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Another test that must not have been failed: its newest result, on the worse side.

    Args:
        least: what the other test must have come to, where it was done.
        words: what is said to who came to less, one sentence.
    """

    test: TestId
    least: float
    words: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One self-test, complete.

    Args:
        tells: what it tells; ``does_not_tell`` what it does not.
        trials: how many are done a side on one occasion; ``score`` makes them one value.
        cap: value at which the test is stopped; None without one.
        range: values that can be; beyond it is a slip of the finger.
        step: the finest difference that is entered.
        minutes: all of it, both sides, trials, breaks and getting ready.
        tires: 1 not at all to 3 to the end: order within a battery.
        rank: 1 first choice for a first day, rising.
        repeat_weeks: weeks to the next time.
        equipment: alternatives, each a set of kit ids needed together, as of an exercise.
        things: household things it needs, said in words.
        not_for: who must not do it; ``stop_when``: when to stop at once.
        loads: region to grade 1 to 3.
        maximal: whether it goes to the end of one's strength, or near it.
        figure: the exercise whose figure shows it; ``figure_frame`` a key position of it.
        waits: tests that must not have been failed before; who never did them may go on.
        items: of a check-list, in order; empty for other tests.
        evidence: of the test as such, all that its parts cite besides.
    """

    id: TestId
    name: str
    tells: str
    does_not_tell: str
    unit: TestUnit
    per_side: bool
    trials: int
    score: Score
    better: Better
    range: tuple[float, float]
    step: float
    timing: Timing
    minutes: float
    tires: int
    rank: int
    repeat_weeks: int
    figure: ExerciseId
    steps: tuple[str, ...]
    not_for: tuple[str, ...]
    stop_when: tuple[str, ...]
    evidence: tuple[str, ...]
    audience: Audience
    equipment: tuple[frozenset[str], ...] = (frozenset(),)
    things: tuple[str, ...] = ()
    loads: Mapping[Region, int] = field(default_factory=dict)
    impact: Impact = Impact.NONE
    maximal: bool = False
    fall_risk: bool = False
    supine: bool = False
    cap: float | None = None
    figure_frame: int | None = None
    waits: tuple[Waits, ...] = ()
    items: tuple[str, ...] = ()
    norms: tuple[Norm, ...] = ()
    cuts: tuple[Cut, ...] = ()
    change: Change | None = None
    sides: SideRule | None = None
    effects: tuple[EffectRule, ...] = ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Every row of evidence that the test or a part of it rests on, each once."""
        parts = (
            self.evidence,
            *(norm.evidence for norm in self.norms),
            *(cut.evidence for cut in self.cuts),
            () if self.change is None else self.change.evidence,
            () if self.sides is None else self.sides.evidence,
            *(effect.evidence for effect in self.effects),
            *(each.evidence for each in self.waits),
        )
        return tuple(dict.fromkeys(row for part in parts for row in part))

    def takes(self, result: SelfTest) -> bool:
        """Whether a result can be one of this test: within its range, on a side where it has two.

        A result without a side of a test per side is taken as the mean of both.
        """
        low, high = self.range
        return low <= result.value <= high and (self.per_side or result.side in {None, Side.BOTH})

    @property
    def has_risk(self) -> bool:
        """Whether a confirmation is asked before it starts."""
        return self.maximal or self.fall_risk or self.impact is not Impact.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedResult:
    """A result as it was entered, under the id made where it was entered.

    Args:
        trials: what was measured, in order; empty where only the value was told.
        missed: places of the check-list's items that were not seen.
    """

    test: str
    date: dt.date
    value: float
    side: Side | None = None
    id: str | None = None
    trials: tuple[float, ...] = ()
    missed: tuple[int, ...] = ()
    logged_at: dt.datetime | None = None

    @property
    def result(self) -> SelfTest:
        """The result as the athlete file says it."""
        return SelfTest(test=self.test, date=self.date, value=self.value, side=self.side)

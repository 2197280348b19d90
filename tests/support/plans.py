"""Plans for tests, drawn by hypothesis or written by hand, with figures as documents keep them."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from hypothesis import strategies as st

from ironstride.domain.plan import (
    Block,
    BlockKind,
    Blocks,
    Breach,
    Change,
    Dropped,
    LedgerLine,
    Level,
    Phase,
    Plan,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
    Proof,
    Reason,
    Relaxation,
    Sides,
    Stop,
    Strength,
    Wish,
)
from ironstride.domain.run import RunKind, ScheduledRun

T = TypeVar("T")

WORD = st.text(st.characters(codec="utf-8"), max_size=12)
DATE = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
MONDAY = DATE.map(lambda date: date - dt.timedelta(days=date.weekday()))
MINUTE = st.integers(0, 1439)
FIGURE = st.decimals(0, 10_000, places=3, allow_nan=False).map(float)
POSITIVE = st.decimals(1, 1_000, places=3, allow_nan=False).map(float)
PENALTY = st.integers(0, 10**9)


def some(values: st.SearchStrategy[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    """Return short tuples of values."""
    return st.lists(values, max_size=most).map(tuple)


def maybe(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Return values or None."""
    return st.one_of(st.none(), values)


REASON = st.builds(Reason, rule=WORD, evidence=some(WORD), sentence=WORD, amount=maybe(FIGURE))


def a_set(
    **amount: st.SearchStrategy[int] | st.SearchStrategy[float],
) -> st.SearchStrategy[PrescribedSet]:
    """Return sets with the amounts given and anything else a set may have."""
    return st.builds(
        PrescribedSet,
        rest_seconds=FIGURE,
        load_kg=maybe(FIGURE),
        implements=maybe(st.sampled_from([1, 2])),
        band=maybe(WORD),
        body_mass_share=maybe(FIGURE),
        percent_1rm=maybe(FIGURE),
        rir=maybe(st.integers(0, 10).map(float)),
        tempo=maybe(WORD),
        kind=st.sampled_from(["working", "warm-up"]),
        **amount,
    )


SET = st.one_of(
    a_set(reps=st.integers(1, 50)),
    a_set(reps=st.integers(1, 50), hold_seconds=POSITIVE),
    a_set(seconds=POSITIVE),
    a_set(contacts=st.integers(1, 100)),
    a_set(distance_m=POSITIVE),
)
EXERCISE = st.builds(
    PrescribedExercise,
    exercise=WORD,
    side=st.sampled_from(Sides),
    sets=st.lists(SET, min_size=1, max_size=2).map(tuple),
    reasons=st.lists(REASON, min_size=1, max_size=2).map(tuple),
)
BLOCK = st.builds(
    Block, kind=st.sampled_from(BlockKind), exercises=some(EXERCISE), seconds_planned=FIGURE
)
SESSION = st.builds(
    PlannedSession,
    id=WORD,
    date=DATE,
    start_minute=MINUTE,
    place=WORD,
    title=WORD,
    minutes_budget=FIGURE,
    minutes_planned=FIGURE,
    heavy_lower=st.booleans(),
    contacts=st.integers(0, 200),
    blocks=some(BLOCK),
    reasons=some(REASON),
)
WEEK = st.builds(
    PlannedWeek,
    start=MONDAY,
    phase=st.sampled_from(Phase),
    light=st.booleans(),
    sessions=some(SESSION),
    reasons=some(REASON),
)
WEEKS = st.lists(WEEK, max_size=3, unique_by=lambda week: week.start).map(
    lambda weeks: tuple(sorted(weeks, key=lambda week: week.start))
)
RUN = st.builds(
    ScheduledRun,
    date=DATE,
    start_minute=MINUTE,
    kind=st.sampled_from(RunKind),
    minutes=FIGURE,
    source=st.sampled_from(["usual-week", "planned", "race"]),
    distance_m=maybe(POSITIVE),
    priority=maybe(st.sampled_from(["A", "B", "C"])),
)
DROPPED = st.builds(
    Dropped,
    what=WORD,
    remedy=WORD,
    rule=maybe(WORD),
    why=WORD,
    check=maybe(WORD),
    proven=st.booleans(),
    helps=some(st.builds(Relaxation, wish=st.sampled_from(Wish), value=WORD, sentence=WORD)),
)
LINE = st.builds(
    LedgerLine,
    rule=WORD,
    level=st.sampled_from(Level),
    week=maybe(MONDAY),
    strength=st.sampled_from(Strength),
    weight=PENALTY,
    unit=WORD,
    amount=FIGURE,
    penalty=PENALTY,
    breaches=some(st.builds(Breach, where=WORD, sentence=WORD, amount=maybe(FIGURE))),
)
PLANS = st.builds(
    Plan,
    today=DATE,
    seed=st.integers(0, 10**6),
    engine=WORD,
    stops=some(st.builds(Stop, flag=WORD, sentence=WORD, see=WORD, blocks=st.sampled_from(Blocks))),
    runs=some(RUN),
    weeks=WEEKS,
    analysis=some(LINE),
    proofs=some(
        st.builds(
            Proof,
            level=st.sampled_from(Level),
            week=maybe(MONDAY),
            optimal=st.booleans(),
            objective=PENALTY,
            bound=PENALTY,
        )
    ),
    conflict=some(DROPPED),
    changes=some(
        st.builds(
            Change,
            what=WORD,
            sentence=WORD,
            rule=maybe(WORD),
            session=maybe(WORD),
            dates=some(st.dates()),
        )
    ),
    notes=some(WORD),
)


def small_plan() -> Plan:
    """Return a plan of one week with one session of one exercise."""
    reason = Reason(rule="dose.week_needs", evidence=("RE-04",), sentence="Legs carry the run.")
    prescribed = PrescribedExercise(
        exercise="push-up",
        side=Sides.BOTH,
        sets=(PrescribedSet(rest_seconds=90.0, reps=8, rir=2.0),),
        reasons=(reason,),
    )
    session = PlannedSession(
        id="2026-11-24-1",
        date=dt.date(2026, 11, 24),
        start_minute=1080,
        place="home",
        title="Strength",
        minutes_budget=30.0,
        minutes_planned=12.5,
        heavy_lower=False,
        contacts=0,
        blocks=(Block(kind=BlockKind.SINGLE, exercises=(prescribed,), seconds_planned=750.0),),
        reasons=(reason,),
    )
    week = PlannedWeek(
        start=dt.date(2026, 11, 23),
        phase=Phase.ADAPTATION,
        light=False,
        sessions=(session,),
        reasons=(reason,),
    )
    run = ScheduledRun(
        date=dt.date(2026, 11, 25),
        start_minute=420,
        kind=RunKind.TEMPO,
        minutes=45.0,
        source="usual-week",
    )
    return Plan(
        today=dt.date(2026, 11, 23),
        seed=1,
        engine="test",
        stops=(),
        runs=(run,),
        weeks=(week,),
        analysis=(),
        proofs=(),
    )

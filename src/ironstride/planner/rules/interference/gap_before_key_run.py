"""Hours between a session and the next hard runs, by how hard both are and how this runner took it.

Counted is the key run that suffers most, not merely the next one: a race two days away may ask for
more than the short tempo run of tomorrow.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ironstride.domain.athlete import Forbidden
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.domain.run import ScheduledRun
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.slots import LIFTING_KIT, Slot, minutes_between, place_named
from ironstride.planner.week import Placed, PositionAmounts, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_DAY, MIN_PER_HOUR

WHOLE = 100
"""Shares are whole per cents, so that two counts of them can't differ by rounding."""
HEAVY_PHASES = frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER})


def _own(facts: Facts, values: Values) -> int:
    """Return what this runner's own runs make of the hours, per cent."""
    own = round(WHOLE * facts.next_day.harm)
    return int(min(values["own_most"], max(values["own_least"], own)))


def _session(model: WeekModel, slot: Slot, values: Values) -> int:
    """Return how hard on the legs the session of a slot will be, per cent of a heavy one."""
    phase = model.week.phase
    if phase in HEAVY_PHASES:
        share = WHOLE
    else:
        share = int(values["maintained" if phase is Phase.MAINTENANCE else "gentle"])
    if model.week.light:
        share = share * int(values["light"]) // WHOLE
    if not place_named(model.facts, slot.place).equipment & LIFTING_KIT:
        share = share * int(values["unloaded"]) // WHOLE
    if any(m.forbid is Forbidden.HEAVY_LOWER for m in model.facts.limits_on(slot.date)):
        share = share * int(values["not_heavy"]) // WHOLE
    return share


def _runs(model: WeekModel, values: Values) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (R,): starts of the key runs after the week's first midnight, and their per cents."""
    first = model.week.start
    reach = DAYS_PER_WEEK + math.ceil(values["early_hours"] * MIN_PER_HOUR / MIN_PER_DAY)
    starts, shares = [], []
    for run in model.facts.key_runs():
        if 0 <= (run.date - first).days <= reach:
            load = model.facts.load_per_minute[run.kind] * run.minutes
            share = round(WHOLE * load / values["usual_load"])
            starts.append(model.minute_of(run.date, run.start_minute))
            shares.append(int(min(values["run_most"], max(values["run_least"], share))))
    return np.array(starts, dtype=np.int64), np.array(shares, dtype=np.int64)


def _positions(model: WeekModel, values: Values) -> list[NDArray[np.int64]]:
    """Return (S,) for every session in order: what it counts at each slot."""
    if not model.count:
        return []
    starts, shares = _runs(model, values)
    if not starts.size:
        return []
    minutes = np.array([slot.minutes for slot in model.slots], dtype=np.int64)
    apart = starts[None, :] - (model.starts + minutes)[:, None]
    own = _own(model.facts, values)
    sessions = model.each(lambda slot: own * _session(model, slot, values))

    def short(hours: float) -> NDArray[np.int64]:
        """Return (S, R): whole hours short of a gap, a begun one counted; none after the run."""
        missing = np.maximum(-((apart - int(hours * MIN_PER_HOUR)) // MIN_PER_HOUR), 0)
        return np.where(apart < 0, 0, missing)

    def harm(hours: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return (S,): hours short of the run that suffers most, weighted, whole ones."""
        worst: NDArray[np.int64] = (hours * shares).max(axis=1)
        counted: NDArray[np.int64] = -(-worst * sessions // WHOLE**3)
        return counted

    early = max(0, int(values["early_sessions"]) - model.leg_sessions)
    hours = short(values["hours"])
    usual = new = harm(hours)
    if early:
        new = harm(short(values["early_hours"]) + hours * (int(values["early_factor"]) - 1))
    return [new if p < early else usual for p in range(model.count)]


def _measure(view: WeekView, values: Values) -> Measured:
    facts = view.facts
    key = [r for r in facts.runs if r.kind.is_quality or r.kind == "long"]
    done = view.leg_sessions
    amount = 0
    breaches = []
    for session in view.sessions:
        is_new = done < values["early_sessions"]
        done += 1
        need = values["early_hours"] if is_new else values["hours"]
        worst, sentence = 0, ""
        for run in key:
            short = hours = _short(session, run, need)
            if is_new:
                again = int(values["early_factor"]) - 1
                hours += again * _short(session, run, values["hours"])
            harm = hours * _percent_of_run(facts, run, values)
            if harm > worst:
                worst = harm
                sentence = f"{short} h short of {need:g} before the {run.kind} run."
        if worst:
            taken = min(values["own_most"], max(values["own_least"], round(100 * _harm(facts))))
            counted = worst * int(taken) * _percent_of_session(view, session, values)
            amount += math.ceil(counted / 1_000_000)
            breaches.append(
                Breach(
                    where=session.date.isoformat(),
                    amount=math.ceil(counted / 1_000_000),
                    sentence=sentence,
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


def _harm(facts: Facts) -> float:
    return facts.next_day.harm


def _short(session: Placed, run: ScheduledRun, need: float) -> int:
    minutes = minutes_between(
        (session.date, session.end_minute),
        (run.date, run.start_minute),
    )
    return math.ceil(max(0.0, need - minutes / MIN_PER_HOUR)) if minutes >= 0 else 0


def _percent_of_run(facts: Facts, run: ScheduledRun, values: Values) -> int:
    rate = facts.load_per_minute[run.kind]
    percent = round(100 * (rate * run.minutes) / values["usual_load"])
    if percent < values["run_least"]:
        return int(values["run_least"])
    return int(values["run_most"]) if percent > values["run_most"] else percent


def _percent_of_session(view: WeekView, session: Placed, values: Values) -> int:
    percent = int(
        {
            "maximum-strength": 100,
            "power": 100,
            "maintenance": values["maintained"],
        }.get(view.week.phase.value, values["gentle"])
    )
    if view.week.light:
        percent = percent * int(values["light"]) // 100
    kit = {p.id: p.equipment for p in view.facts.athlete.places}.get(session.place, frozenset())
    if not any(each in LIFTING_KIT for each in kit):
        percent = percent * int(values["unloaded"]) // 100
    for limit in view.facts.athlete.limits:
        if limit.forbid == "heavy-lower" and limit.holds_on(session.date):
            return percent * int(values["not_heavy"]) // 100
    return percent


def _percent(name: str, value: float, low: float, high: float, *evidence: str) -> Parameter:
    return Parameter(
        name=name, value=value, unit="%", low=low, high=high, evidence=evidence or ("house",)
    )


RULE = Rule(
    id="interference.gap_before_key_run",
    level=Level.WEEK,
    strength=Strength.SOFT,
    weight=4,
    unit="hours short, weighted",
    evidence=("CT-07", "CT-08", "CT-10", "RM-01", "MX-19"),
    parameters=(
        Parameter(name="hours", value=48, unit="h", low=24, high=72, evidence=("CT-10",)),
        Parameter(name="early_hours", value=72, unit="h", low=48, high=96, evidence=("CT-10",)),
        Parameter(
            name="early_sessions", value=3, unit="sessions", low=0, high=6, evidence=("CT-10",)
        ),
        Parameter(name="early_factor", value=2, unit="times", low=1, high=5, evidence=("house",)),
        Parameter(
            name="usual_load",
            value=400,
            unit="load",
            low=200,
            high=600,
            evidence=("RM-01", "house"),
        ),
        _percent("run_least", 50, 20, 100),
        _percent("run_most", 150, 100, 250),
        _percent("maintained", 80, 50, 100, "CT-20"),
        _percent("gentle", 70, 30, 100),
        _percent("light", 70, 40, 100, "LP-28"),
        _percent("unloaded", 80, 40, 100),
        _percent("not_heavy", 60, 30, 100),
        _percent("own_least", 50, 20, 100, "MX-19"),
        _percent("own_most", 200, 100, 300, "MX-19"),
    ),
    title="Two days lie between strength work and quality or long runs, three while it is new; it "
    "counts by how hard both are and by what your own runs showed the day after.",
    encode=PositionAmounts(positions=_positions),
    measure=_measure,
    why="Legs that lifted run worse for a day or two, so key runs get fresh ones.",
)

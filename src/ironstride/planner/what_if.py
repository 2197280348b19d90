"""What if: a change to what a plan is asked from, and the plan of it beside the one that stands.

A scenario is a value; it changes a copy of the request and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.athlete import Athlete, Away, Forbidden, Limit, Pin, Place
from ironstride.domain.body_region import Region, Side
from ironstride.domain.clock import monday_of
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import Change, LedgerLine, Level, Plan, PlannedWeek, Proof
from ironstride.domain.problem import Parsed, Problem
from ironstride.domain.run import RunKind
from ironstride.planner.counterfactual import RuleCost, compared
from ironstride.planner.incumbent import RULE as SAME_PLAN
from ironstride.planner.request import MAX_WEEKS, PlanRequest
from ironstride.planner.solve import Progress, make_plan
from ironstride.units import DAYS_PER_WEEK

OF_BEFORE: Final = frozenset({SAME_PLAN, "continuity.phases"})
"""Rules that count the difference from the plan before: that is no cost of the new plan itself."""
MOST_SESSIONS: Final = 4
FEWEST_MINUTES: Final = 5
MOST_MINUTES: Final = 120
"""The athlete file's own bounds (contract ``ironstride/athlete/1``)."""
MOST_PAIN: Final = 10.0
LONGEST_AWAY: Final = 365
"""House: days; who is away for longer plans anew then."""
WEEKS: Final = 4
"""House: weeks with sessions that are compared where the change reaches no further."""
BARE: Final = Place(id="home")
OUTDOORS: Final = Place(id="park")
"""Where one trains while the only place is closed, and while that is home: without kit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClosed:
    """A place that cannot be used from one day to another, both inclusive."""

    place: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysAway:
    """Days without training, both inclusive."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsAWeek:
    """Another number of strength sessions a week."""

    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEach:
    """Sessions of so many minutes, whatever the windows said of theirs."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RaceMoved:
    """The race of one day takes place on another."""

    old: dt.date
    new: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PainToday:
    """Something hurts during training, 0 to 10, from today on."""

    region: Region
    side: Side
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseOut:
    """An exercise that is never planned."""

    exercise: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseIn:
    """An exercise that a day's session has; None: the next one of the plan that stands."""

    exercise: str
    date: dt.date | None = None


Scenario = (
    PlaceClosed
    | DaysAway
    | SessionsAWeek
    | MinutesEach
    | RaceMoved
    | PainToday
    | ExerciseOut
    | ExerciseIn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPair:
    """One week in the plan that stands and in the other; None where a plan does not reach it."""

    start: dt.date
    old: PlannedWeek | None
    new: PlannedWeek | None

    @property
    def is_same(self) -> bool:
        """Whether phase and sessions are equal."""
        one, other = self.old, self.new
        if one is None or other is None:
            return one is other
        return (one.phase, one.light, one.sessions) == (other.phase, other.light, other.sessions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The plan that stands and the plan of a scenario.

    Args:
        weeks: the weeks of both that carry sessions, side by side.
        seasons: all weeks of both, for their phases.
        changes: what differs, in words.
        costs: the rules that differ, the dearest first, over these weeks; what the new plan pays
            for differing from the old one is no cost of it and is not among them.
        old_cost: points of the old plan over these weeks and the season; new_cost: of the other.
        proofs: those of the new plan that are not proven.
    """

    old: Plan
    new: Plan
    weeks: tuple[WeekPair, ...]
    seasons: tuple[WeekPair, ...]
    changes: tuple[Change, ...]
    costs: tuple[RuleCost, ...]
    old_cost: int
    new_cost: int
    proofs: tuple[Proof, ...]

    @property
    def proven(self) -> bool:
        """Whether the new plan is proven on every level and week."""
        return not self.proofs


def changed(request: PlanRequest, scenarios: tuple[Scenario, ...]) -> Parsed[PlanRequest]:
    """Return a copy of a request with scenarios in it, or the problems of all that cannot be."""
    problems = tuple(p for each in scenarios for p in _problems(request, each))
    if problems:
        return Parsed(value=None, problems=problems)
    for each in scenarios:
        request = _changed(request, each)
    return Parsed(value=request)


def dated(scenarios: tuple[Scenario, ...], plan: Plan, today: dt.date) -> tuple[Scenario, ...]:
    """Return scenarios with the day of a plan's next session where one is meant."""
    coming = [s.date for week in plan.weeks for s in week.sessions if s.date >= today]
    return tuple(
        replace(each, date=min(coming, default=today))
        if isinstance(each, ExerciseIn) and each.date is None
        else each
        for each in scenarios
    )


def reach(scenarios: tuple[Scenario, ...], today: dt.date) -> int:
    """Return how many weeks must carry sessions so that a scenario shows in them."""
    last = max(
        (each.last for each in scenarios if isinstance(each, PlaceClosed | DaysAway)),
        default=today,
    )
    weeks = (monday_of(last) - monday_of(today)).days // DAYS_PER_WEEK + 2
    return min(MAX_WEEKS, max(WEEKS, weeks))


Edit = Callable[[PlanRequest, Plan], Plan]
"""Returns a plan just made with the edits by hand of its sessions in it."""


def weeks_in_detail(plan: Plan) -> int:
    """Return how many weeks of a plan carry sessions: their proofs say so."""
    return len({p.week for p in plan.proofs if p.level is Level.CONTENT})


def compare(
    request: PlanRequest, old: Plan, *, progress: Progress | None = None, edit: Edit | None = None
) -> Comparison:
    """Return the plan of a changed request beside the plan that stands.

    Args:
        request: as ``changed`` returned it; as many weeks carry sessions as it asks for.
        edit: puts sessions cut or swapped by hand into the new plan; None: nobody did.
    """
    asked = replace(request, previous=old)
    new = make_plan(asked, progress=progress)
    if edit is not None:
        new = edit(asked, new)
    detailed = {p.week for p in new.proofs if p.level is Level.CONTENT}
    # Where all training stops no week has a proof; the old plan's are what falls away.
    starts = [w.start for w in new.weeks if w.start in detailed or new.is_stopped]
    starts = starts[: request.detail]
    before, after = ({w.start: w for w in plan.weeks} for plan in (old, new))
    pairs = tuple(
        WeekPair(start=s, old=_ahead(before.get(s), request.today), new=after.get(s))
        for s in starts
    )
    counted = frozenset({None, *(p.start for p in pairs if p.old is not None)})
    one, other = _lines(old, counted), _lines(new, counted)
    return Comparison(
        old=old,
        new=new,
        weeks=pairs,
        seasons=tuple(WeekPair(start=w.start, old=before.get(w.start), new=w) for w in new.weeks),
        changes=new.changes,
        costs=compared(one, other),
        old_cost=sum(line.penalty for line in one),
        new_cost=sum(line.penalty for line in other),
        proofs=tuple(p for p in new.proofs if not p.optimal),
    )


def _ahead(week: PlannedWeek | None, today: dt.date) -> PlannedWeek | None:
    """Return a week with the sessions from today on; the others are over in both plans."""
    if week is None:
        return None
    return replace(week, sessions=tuple(s for s in week.sessions if s.date >= today))


def _lines(plan: Plan, weeks: frozenset[dt.date | None]) -> tuple[LedgerLine, ...]:
    return tuple(x for x in plan.analysis if x.week in weeks and x.rule not in OF_BEFORE)


# What changes


def _changed(request: PlanRequest, scenario: Scenario) -> PlanRequest:
    if isinstance(scenario, PainToday):
        report = PainReport(
            date=request.today,
            region=scenario.region,
            side=scenario.side,
            during=scenario.level,
        )
        return replace(request, pain_reports=(*request.pain_reports, report))
    return replace(request, athlete=_athlete(request.athlete, scenario))


def _athlete(  # noqa: PLR0911 (a scenario each)
    athlete: Athlete, scenario: Scenario
) -> Athlete:
    free = athlete.availability
    match scenario:
        case SessionsAWeek():
            return replace(athlete, availability=replace(free, sessions_per_week=scenario.sessions))
        case MinutesEach():
            windows = tuple(
                w if w.minutes is None else replace(w, minutes=scenario.minutes)
                for w in free.windows
            )
            free = replace(free, minutes=scenario.minutes, windows=windows)
            return replace(athlete, availability=free)
        case DaysAway():
            gone = Away(first=scenario.first, last=scenario.last)
            return replace(athlete, availability=replace(free, away=(gone, *free.away)))
        case PlaceClosed():
            return _elsewhere(athlete, scenario)
        case RaceMoved():
            races = tuple(
                replace(r, date=scenario.new) if r.date == scenario.old else r
                for r in athlete.races
            )
            runs = tuple(
                replace(r, date=scenario.new)
                if r.date == scenario.old and r.kind is RunKind.RACE
                else r
                for r in athlete.planned_runs
            )
            return replace(athlete, races=races, planned_runs=runs)
        case ExerciseOut():
            limit = Limit(set_by="you", forbid=Forbidden.EXERCISE, exercise=scenario.exercise)
            return replace(
                athlete,
                limits=(*athlete.limits, limit),
                like=athlete.like - {scenario.exercise},
            )
        case ExerciseIn():
            if scenario.date is None:
                return athlete
            pin = Pin(date=scenario.date, exercise=scenario.exercise)
            return replace(athlete, pins=(*athlete.pins, pin))
        case _:
            return athlete


def _elsewhere(athlete: Athlete, scenario: PlaceClosed) -> Athlete:
    """Return the athlete who trains elsewhere meanwhile: where most kit is, else without any."""
    others = [p for p in athlete.places if p.id != scenario.place]
    best = max(others, key=lambda p: len(p.equipment), default=None)
    places = athlete.places
    if best is None:
        best = BARE if scenario.place != BARE.id else OUTDOORS
        places = (*places, best)
    gone = Away(first=scenario.first, last=scenario.last, place=best.id)
    free = athlete.availability
    return replace(athlete, places=places, availability=replace(free, away=(gone, *free.away)))


# What cannot be


def _problems(  # noqa: PLR0911 (a scenario each)
    request: PlanRequest, scenario: Scenario
) -> tuple[Problem, ...]:
    match scenario:
        case SessionsAWeek():
            return _range("sessions", scenario.sessions, 1, MOST_SESSIONS)
        case MinutesEach():
            return _range("minutes", scenario.minutes, FEWEST_MINUTES, MOST_MINUTES)
        case PainToday():
            return _range("pain", scenario.level, 0, MOST_PAIN)
        case DaysAway():
            return _days("away", request.today, scenario.first, scenario.last)
        case PlaceClosed():
            return (
                *_place(request, scenario.place),
                *_days("closed", request.today, scenario.first, scenario.last),
            )
        case RaceMoved():
            return _race(request, scenario)
        case ExerciseIn():
            return (
                *_exercise(request, scenario.exercise),
                *(
                    ()
                    if scenario.date is None
                    else _days("with", request.today, scenario.date, scenario.date)
                ),
            )
        case ExerciseOut():
            return _exercise(request, scenario.exercise)


def _range(name: str, figure: float, low: float, high: float) -> tuple[Problem, ...]:
    if low <= figure <= high:
        return ()
    return (
        Problem(
            code="out-of-range",
            sentence=f"{figure:g} is out of range for {name}: it goes from {low:g} to {high:g}.",
            location=name,
            remedy="Correct the figure.",
        ),
    )


def _days(name: str, today: dt.date, first: dt.date, last: dt.date) -> tuple[Problem, ...]:
    if last < first:
        sentence, remedy = f"{last} lies before {first}.", "Give the first day first."
    elif last < today:
        sentence, remedy = f"{last} is over: today is {today}.", "Give days to come."
    elif (last - first).days > LONGEST_AWAY:
        sentence = f"From {first} to {last} is more than a year."
        remedy = "Give a shorter time."
    else:
        return ()
    return (Problem(code="wrong-days", sentence=sentence, location=name, remedy=remedy),)


def _place(request: PlanRequest, place: str) -> tuple[Problem, ...]:
    known = [p.id for p in request.athlete.places]
    if place in known:
        return ()
    return (
        Problem(
            code="unknown-place",
            sentence=f"“{place}” is none of your places.",
            location="closed",
            remedy=f"Yours: {', '.join(known)}.",
        ),
    )


def _exercise(request: PlanRequest, exercise: str) -> tuple[Problem, ...]:
    if exercise in request.catalogue.by_id:
        return ()
    return (
        Problem(
            code="unknown-exercise",
            sentence=f"“{exercise}” is no exercise of the catalogue.",
            location="exercise",
            remedy="Use an id of `ironstride catalogue`.",
        ),
    )


def _race(request: PlanRequest, scenario: RaceMoved) -> tuple[Problem, ...]:
    races = sorted(r.date for r in request.athlete.races if r.date >= request.today)
    if scenario.old not in races:
        known = ", ".join(d.isoformat() for d in races) or "none to come"
        return (
            Problem(
                code="unknown-race",
                sentence=f"There is no race on {scenario.old}.",
                location="race",
                remedy=f"Your races: {known}.",
            ),
        )
    return _days("race", request.today, scenario.new, scenario.new)

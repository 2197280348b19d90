"""Sessions of a week with their surroundings, as rules of the content look at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ironstride.domain.athlete import Place
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import (
    BlockKind,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
    Sides,
)
from ironstride.domain.run import ScheduledRun
from ironstride.planner.dose import is_heavy_set
from ironstride.planner.facts import Facts
from ironstride.planner.history import (
    HEAVY_SETS,
    NOVEL_AFTER_DAYS,
    History,
    contacts_of,
)
from ironstride.planner.history import is_novel_kind as is_novel_kind  # noqa: PLC0414  rules ask here
from ironstride.planner.season import SeasonWeek
from ironstride.planner.slots import hours_to_next, place_named
from ironstride.planner.week import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFrame:
    """A placed session and what surrounds it: what its content may depend on.

    Attributes:
        warm_up_seconds: taken from the budget before any exercise is chosen.
        hours_to_key: from its end to the next quality or long run.
        next_key: that run, None if none is planned.
    """

    placed: Placed
    place: Place
    warm_up_seconds: int
    hours_to_key: float
    next_key: ScheduledRun | None

    @property
    def work_seconds(self) -> int:
        """The seconds left for exercises."""
        return self.placed.minutes * 60 - self.warm_up_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescribed:
    """One exercise of a session as rules measure it: known exercise, working sets, block."""

    exercise: Exercise
    side: Sides
    sets: tuple[PrescribedSet, ...]
    ramp: tuple[PrescribedSet, ...]
    block: int
    kind: BlockKind
    order: int
    first_side: Side | None = None

    @property
    def working(self) -> int:
        """Working sets."""
        return len(self.sets)

    @property
    def contacts(self) -> int:
        """Foot contacts of the working sets, both sides counted."""
        return sum(contacts_of(self.exercise, s.reps, s.contacts, self.side) for s in self.sets)

    @property
    def heavy_sets(self) -> int:
        """Working sets that count towards heavy legs."""
        return sum(is_heavy_set(self.exercise, s) for s in self.sets)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session of any plan with its surroundings; unknown exercises are listed apart.

    Attributes:
        heavy_lower: whether it is heavy legs (DESIGN §4): by what it holds, or because it says so.
    """

    frame: SessionFrame
    session: PlannedSession
    exercises: tuple[Prescribed, ...]
    unknown: tuple[str, ...]
    heavy_lower: bool

    @property
    def where(self) -> str:
        """What a breach names: the session's id."""
        return self.session.id


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentView:
    """The sessions of one week of any plan, with what came before."""

    facts: Facts
    week: SeasonWeek
    history: History
    sessions: tuple[SessionView, ...]

    def all(self) -> Iterator[tuple[SessionView, Prescribed]]:
        """Yield every exercise with its session, in order."""
        for session in self.sessions:
            for each in session.exercises:
                yield session, each

    def sets_of(self, *needs: Need) -> int:
        """Return the week's working sets for some needs."""
        return sum(each.working for _, each in self.all() if each.exercise.need in needs)


def warm_up_seconds(minutes: int) -> int:
    """Return the seconds of warm-up a budget of minutes holds (LP-43; the steps are house).

    No step takes more than the minute that leads to it: more minutes are never less work.
    """
    for most, seconds in ((10, 60), (20, 120), (32, 180), (33, 240)):
        if minutes <= most:
            return seconds
    return 300


def frame_of(facts: Facts, placed: Placed) -> SessionFrame:
    """Return the surroundings of a placed session."""
    key_runs = facts.key_runs()
    hours, run = hours_to_next(key_runs, placed.date, placed.end_minute)
    return SessionFrame(
        placed=placed,
        place=place_named(facts, placed.place),
        warm_up_seconds=warm_up_seconds(placed.minutes),
        hours_to_key=hours,
        next_key=run,
    )


def placed_of(session: PlannedSession) -> Placed:
    """Return where a planned session lies."""
    return Placed(
        date=session.date,
        start_minute=session.start_minute,
        place=session.place,
        minutes=round(session.minutes_budget),
    )


def view_of(facts: Facts, session: PlannedSession) -> SessionView:
    """Return a session of any plan as rules measure it; the warm-up block is left out."""
    found: list[Prescribed] = []
    unknown: list[str] = []
    order = 0
    for position, block in enumerate(session.blocks):
        if block.kind in {BlockKind.WARM_UP, BlockKind.COOL_DOWN}:
            continue
        for each in block.exercises:
            prescribed = _prescribed(facts, each, position, block.kind, order)
            if prescribed is None:
                unknown.append(each.exercise)
            else:
                found.append(prescribed)
                order += 1
    return SessionView(
        frame=frame_of(facts, placed_of(session)),
        session=session,
        exercises=tuple(found),
        unknown=tuple(unknown),
        heavy_lower=session.heavy_lower,
    )


def _prescribed(
    facts: Facts, each: PrescribedExercise, block: int, kind: BlockKind, order: int
) -> Prescribed | None:
    exercise = facts.catalogue.by_id.get(each.exercise)
    if exercise is None:
        return None
    return Prescribed(
        exercise=exercise,
        side=each.side,
        sets=tuple(s for s in each.sets if s.kind == "working"),
        ramp=tuple(s for s in each.sets if s.kind != "working"),
        block=block,
        kind=kind,
        order=order,
        first_side=each.first_side,
    )


def _is_told_by_log(facts: Facts, session: PlannedSession) -> bool:
    """Whether a session is over and sets of it were logged; today's log may be of another one."""
    if session.date not in facts.trained_on:
        return False
    ids = {one.session_id for one in facts.done if one.date == session.date}
    return bool(ids if session.date < facts.today else ids & {session.id, None})


def content_view(facts: Facts, week: PlannedWeek, history: History) -> ContentView:
    """Return the content of a week of any plan as rules measure it.

    A session that is over, of which sets were logged, is left out: the log says what it was. One
    that is still to be done, or has begun, is measured whatever else was logged on its day.
    """
    ordered = sorted(
        (s for s in week.sessions if not _is_told_by_log(facts, s)),
        key=lambda s: (s.date, s.start_minute),
    )
    return ContentView(
        facts=facts,
        week=SeasonWeek(start=week.start, phase=week.phase, light=week.light),
        history=history,
        sessions=_with_legs(tuple(view_of(facts, session) for session in ordered), history),
    )


def _with_legs(views: tuple[SessionView, ...], history: History) -> tuple[SessionView, ...]:
    """Return sessions in order that are heavy legs by what they hold, whatever they say.

    A plan from elsewhere, or a swap by hand, may not say so.
    """
    last_done = dict(history.last_done)
    found: list[SessionView] = []
    for view in views:
        date = view.session.date
        heavy = is_heavy_session(view.exercises, date, last_done, NOVEL_AFTER_DAYS)
        found.append(replace(view, heavy_lower=view.heavy_lower or heavy))
        last_done |= {each.exercise.id: date for each in view.exercises}
    return tuple(found)


def is_heavy_session(
    exercises: tuple[Prescribed, ...], date: dt.date, last_done: dict[str, dt.date], novel_days: int
) -> bool:
    """Whether a session is heavy legs: three heavy sets, or a new eccentric or plyometric one."""
    if sum(each.heavy_sets for each in exercises) >= HEAVY_SETS:
        return True
    return any(
        is_novel_kind(each.exercise)
        and (
            each.exercise.id not in last_done
            or (date - last_done[each.exercise.id]).days > novel_days
        )
        for each in exercises
    )

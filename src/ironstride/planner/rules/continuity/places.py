"""On a day that stays, the session keeps its place and its time of day, too."""

from __future__ import annotations

from collections.abc import Callable

from ironstride.domain.clock import clock_text, monday_of
from ironstride.domain.plan import PlannedSession
from ironstride.planner.rule import Parameter, Values
from ironstride.planner.slot_rule import slot_rule
from ironstride.planner.slots import Slot
from ironstride.planner.week import Placed, WeekModel, WeekView
from ironstride.units import DAYS_PER_WEEK, MIN_PER_HOUR


def _count(model: WeekModel, values: Values) -> Callable[[Slot], int]:
    usual: dict[int, Placed | PlannedSession] = {}
    if model.before:
        last = monday_of(model.before[-1].date)
        if (model.week.start - last).days <= DAYS_PER_WEEK:
            usual = {p.date.weekday(): p for p in model.before if monday_of(p.date) == last}
    if model.facts.previous is not None:
        for week in model.facts.previous.weeks:
            if week.start == model.week.start and week.sessions:
                usual = {s.date.weekday(): s for s in week.sessions}
    far = values["hours"] * MIN_PER_HOUR

    def moved(slot: Slot) -> int:
        old = usual.get(slot.date.weekday())
        if old is None:
            return 0
        return int(old.place != slot.place) + int(abs(old.start_minute - slot.start_minute) > far)

    return moved


def _breach(view: WeekView, session: Placed, values: Values) -> tuple[int, str] | None:
    old = _before(view, session)
    if old is None:
        return None
    place, start = old
    hours = abs(session.start_minute - start) / MIN_PER_HOUR
    if place != session.place:
        return 1 + int(hours > values["hours"]), f"Until now this day's session was at: {place}."
    if hours > values["hours"]:
        return 1, f"Until now this day's session began at {clock_text(start)}."
    return None


def _before(view: WeekView, session: Placed) -> tuple[str, int] | None:
    """Return place and start of the last session on this weekday that makes a habit."""
    previous = view.facts.previous
    if previous is not None:
        same = [s for w in previous.weeks if w.start == view.week.start for s in w.sessions]
        if same:
            on_day = [s for s in same if s.date.weekday() == session.date.weekday()]
            return (on_day[-1].place, on_day[-1].start_minute) if on_day else None
    if not view.before or (view.week.start - view.before[-1].date).days > DAYS_PER_WEEK:
        return None
    found = None
    for one in view.before:
        if (session.date - one.date).days == DAYS_PER_WEEK:
            found = one.place, one.start_minute
    return found


RULE = slot_rule(
    id="continuity.places",
    weight=6,
    unit="changes of place or time",
    evidence=("MA-05", "MA-06"),
    title="A session that keeps its day keeps its place and time of day.",
    why="The same place at the same time becomes a habit.",
    count=_count,
    breach=_breach,
    parameters=(Parameter(name="hours", value=2, unit="h", low=1, high=6, evidence=("house",)),),
)

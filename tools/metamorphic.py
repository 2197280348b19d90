"""What has to hold between the best of one problem and the best of the same one, changed.

Phases, targets and placement stay as they are, and only where both are proven are they compared:
more minutes, kit or slots never make the best worse; forbidding an exercise of the best, or a
stricter limit, never makes it better; a runner in the mirror, exercises by other names and facts in
another order change neither an objective nor a line of the ledger.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from benchmarks.runners import GYM
from benchmarks.weeks import WeekAsked, week_asked
from ironstride.domain.athlete import Athlete, Forbidden, Limit, Place, Window
from ironstride.domain.clock import Day
from ironstride.planner.content import (
    SHORT_SESSION_MINUTES,
    allowed_exercises,
    build_model,
    options_of,
)
from ironstride.planner.content_model import Choice, ContentModel, OptionModel
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import history_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.sessions import SessionFrame, frame_of, warm_up_seconds
from ironstride.planner.slots import EARLIEST, LATEST
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import Placed, solve_week, week_models
from tools.parity import solved

LIMIT: Final = 3.0
"""Deterministic seconds: nearly all are proven."""
MORE_MINUTES: Final = (1, 5, 10)
"""Minutes that are added to every session."""
MORE_KIT: Final = frozenset({*GYM["equipment"], "kettlebell", "smith-machine"})
PHYSIO: Final = "Physiotherapist"
STRICTER: Final[tuple[Limit, ...]] = (
    Limit(set_by=PHYSIO, forbid=Forbidden.IMPACT),
    Limit(set_by=PHYSIO, forbid=Forbidden.HEAVY_LOWER),
    Limit(set_by=PHYSIO, max_contacts=10),
    Limit(set_by=PHYSIO, max_contacts=0),
    Limit(set_by=PHYSIO, max_percent_1rm=75),
    Limit(set_by=PHYSIO, max_percent_1rm=50),
    Limit(set_by=PHYSIO, max_load_kg=10),
)


WANTED_WHERE_IT_MAY_BE: Final = frozenset(
    {"dose.learn_main_lifts", "dose.highest_step", "preference.likes", "dose.contacts_week"}
)
"""Targets that rise with the kit and fall with a limit: they ask for what may be done at all."""


@dataclass(slots=True, kw_only=True)
class Compared:
    """How many pairs were compared, of each kind, and what did not hold."""

    pairs: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def ordered(self, what: str, less: int | None, more: int | None, *, proven: bool) -> None:
        """Note whether the first costs no more than the second; None costs more than all."""
        if not proven:
            return
        kind = what.partition(":")[0]
        self.pairs[kind] = self.pairs.get(kind, 0) + 1
        if more is not None and (less is None or less > more):
            self.faults.append(f"{what}: {less} against {more}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best content of a week; its cost is None where no choice keeps the hard rules."""

    model: ContentModel
    cost: int | None
    chosen: tuple[int, ...]
    optimal: bool

    @property
    def exercises(self) -> tuple[str, ...]:
        """The exercises that it holds, in order, each once."""
        return tuple(dict.fromkeys(self.model.choices[i].exercise.id for i in self.chosen))


def compared(request: PlanRequest, position: int, seed: int) -> Compared:
    """Return what held between one week of a request and changes of it."""
    found = Compared()
    asked = week_asked(request, position)
    if asked is None:
        return found
    dice = random.Random(f"metamorphic {seed}")  # noqa: S311 (to choose, not to hide)
    _more_slots(found, asked, request, dice)
    frames = frames_of(asked)
    if not frames:
        return found
    base = best(asked, frames)
    more = dice.choice(MORE_MINUTES)
    if all(is_short(f.placed.minutes) == is_short(f.placed.minutes + more) for f in frames):
        _compare(found, f"minutes: {more} more", best(asked, longer(frames, more)), base)
    asked = without(asked, WANTED_WHERE_IT_MAY_BE)
    base = best(asked, frames)
    _compare(found, "kit: that of a gym", _with_kit(asked, request, base), base)
    for change in _stricter(base, dice):
        name = " ".join(
            f"{key} {value}"
            for key in Limit.__dataclass_fields__
            if key != "set_by" and (value := getattr(change, key)) not in {None, ""}
        )
        athlete = replace(request.athlete, limits=(*request.athlete.limits, change))
        other = _with(asked, replace(request, athlete=athlete))
        kind = "forbidden" if change.exercise else "limit"
        _compare(found, f"{kind}: {name}", base, best(other, frames, doses_of=base.model))
    return found


def is_short(minutes: int) -> bool:
    """Whether a session is so short that one set of an exercise is offered: no step of more."""
    return minutes <= SHORT_SESSION_MINUTES


def without(asked: WeekAsked, rules: frozenset[str]) -> WeekAsked:
    """Return the same week less some rules of its content."""
    content = tuple(rule for rule in asked.book.content if rule.id not in rules)
    return replace(asked, book=replace(asked.book, content=content))


def _compare(found: Compared, what: str, less: Best, more: Best) -> None:
    found.ordered(what, less.cost, more.cost, proven=less.optimal and more.optimal)


def best(
    asked: WeekAsked,
    frames: tuple[SessionFrame, ...],
    *,
    doses_of: ContentModel | None = None,
    beside: ContentModel | None = None,
) -> Best:
    """Return the best content of a week whose sessions lie as they do.

    What a set of an exercise is follows from phase, kit and limits: it is a target, not a choice.

    Args:
        doses_of: a week whose doses stay: another dose of the same exercise is not on offer.
        beside: a week whose choices stay, too, in place of other doses of the same exercises.
    """
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    options = OptionModel(
        facts=asked.facts,
        week=asked.week,
        history=history,
        options=options_of(asked.facts, frames),
    )
    allowed = allowed_exercises(options, asked.book.options, len(frames))
    model = build_model(asked.facts, asked.week, history, frames, allowed)
    if doses_of is not None:
        held = set(map(_offer, doses_of.choices))
        model = _offering(model, tuple(c for c in model.choices if _offer(c) in held))
    if beside is not None:
        own = {(c.session, c.exercise.id) for c in beside.choices}
        new = (c for c in model.choices if (c.session, c.exercise.id) not in own)
        model = _offering(model, (*beside.choices, *new))
    solution = solved(asked, model, LIMIT)
    if solution is None:
        return Best(model=model, cost=None, chosen=(), optimal=True)
    return Best(
        model=model,
        cost=solution.objective,
        chosen=solution.chosen,
        optimal=solution.optimal,
    )


def _offer(choice: Choice) -> tuple[object, ...]:
    dose = replace(choice.dose, sentence="", evidence=())
    return choice.session, choice.exercise.id, choice.sets, choice.role, dose


def _offering(model: ContentModel, choices: tuple[Choice, ...]) -> ContentModel:
    """Return a model of some choices, which are numbered anew, session by session."""
    ordered = sorted(choices, key=lambda c: (c.session, c.exercise.id, c.index))
    return replace(
        model,
        choices=tuple(replace(c, index=i) for i, c in enumerate(ordered)),
        heavy=tuple(len(ordered) + s for s in range(len(model.frames))),
    )


def longer(frames: tuple[SessionFrame, ...], minutes: int) -> tuple[SessionFrame, ...]:
    """Return sessions with more minutes, as far from the next key run as before."""
    return tuple(
        replace(
            frame,
            placed=replace(frame.placed, minutes=frame.placed.minutes + minutes),
            warm_up_seconds=warm_up_seconds(frame.placed.minutes + minutes),
        )
        for frame in frames
    )


def frames_of(asked: WeekAsked) -> tuple[SessionFrame, ...]:
    """Return the sessions of a week where the planner places them."""
    return tuple(
        frame_of(
            asked.facts,
            Placed(
                date=slot.date,
                start_minute=slot.start_minute,
                place=slot.place,
                minutes=slot.minutes,
            ),
        )
        for slot in asked.placement().sessions
    )


def _with(asked: WeekAsked, request: PlanRequest) -> WeekAsked:
    """Return the same week of the same season after the same weeks, with other facts."""
    return replace(asked, facts=facts_of(request))


def richer(place: Place) -> Place:
    """Return a place with the kit of a gym beside its own, and every load of both.

    Where nobody told the loads of a kind, all of them may be there, and stay so.
    """
    held = place.equipment
    bars = bool(place.bars_kg or place.plates_kg) or "barbell" not in held
    dumbbells = bool(place.dumbbells_kg) or "dumbbell" not in held
    return replace(
        place,
        equipment=held | MORE_KIT,
        bars_kg=(*place.bars_kg, *(GYM["bars_kg"] if bars else ())),
        plates_kg=(*place.plates_kg, *(GYM["plates_kg"] if bars else ())),
        dumbbells_kg=(*place.dumbbells_kg, *(GYM["dumbbells_kg"] if dumbbells else ())),
    )


def _with_kit(asked: WeekAsked, request: PlanRequest, base: Best) -> Best:
    """Return the best where every place has the kit of a gym, too; loads stay as they were."""
    places = tuple(richer(place) for place in request.athlete.places)
    other = _with(asked, replace(request, athlete=replace(request.athlete, places=places)))
    by_id = {place.id: place for place in places}
    frames = tuple(replace(f, place=by_id[f.place.id]) for f in base.model.frames)
    return best(other, frames, beside=base.model)


def _stricter(base: Best, dice: random.Random) -> Iterator[Limit]:
    """Yield limits: on two exercises of the best content, and two of those that there are."""
    for exercise in dice.sample(base.exercises, min(2, len(base.exercises))):
        yield Limit(set_by=PHYSIO, forbid=Forbidden.EXERCISE, exercise=exercise)
    yield from dice.sample(STRICTER, 2)


def _placement(facts: Facts, asked: WeekAsked, wanted: int) -> int | None:
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    before = tuple(
        Placed(date=s.date, start_minute=s.start_minute, place=s.place,
               minutes=round(s.minutes_budget))
        for week in asked.earlier for s in week.sessions
    )  # fmt: skip
    models = week_models(facts, asked.week, wanted, before, history.leg_sessions)
    found = solve_week(models, asked.book.week)
    return None if found is None else found.objective


def _more_slots(
    found: Compared, asked: WeekAsked, request: PlanRequest, dice: random.Random
) -> None:
    """Note whether a wider window, or a day more, makes a placement worse, or a limit better."""
    wanted = wanted_sessions(asked.facts, asked.week).sessions
    base = _placement(asked.facts, asked, wanted)
    for what, athlete in _wider(request.athlete, dice):
        other = _placement(facts_of(replace(request, athlete=athlete)), asked, wanted)
        found.ordered(f"slots: {what}", other, base, proven=True)
    limit = Limit(set_by=PHYSIO, max_sessions_per_week=1)
    athlete = replace(request.athlete, limits=(*request.athlete.limits, limit))
    fewer = _placement(facts_of(replace(request, athlete=athlete)), asked, wanted)
    found.ordered("limit: one session a week", base, fewer, proven=True)


def _wider(athlete: Athlete, dice: random.Random) -> Iterator[tuple[str, Athlete]]:
    """Yield athletes with more hours: a day more, windows that are wider, a rest day less."""
    availability: Any = athlete.availability
    if availability.windows:
        days = [day for day in Day if day not in {w.day for w in availability.windows}]
        if days:
            day = dice.choice(days)
            more = Window(day=day, start_minute=EARLIEST, end_minute=LATEST)
            windows = (*availability.windows, more)
            yield (
                f"{day}, too",
                replace(athlete, availability=replace(availability, windows=windows)),
            )
        windows = tuple(
            replace(w, end_minute=max(w.end_minute, min(LATEST, w.end_minute + 120)))
            for w in availability.windows
        )
        yield (
            "two hours later",
            replace(athlete, availability=replace(availability, windows=windows)),
        )
        windows = tuple(
            replace(w, start_minute=min(w.start_minute, max(EARLIEST, w.start_minute - 120)))
            for w in availability.windows
        )
        yield (
            "two hours earlier",
            replace(athlete, availability=replace(availability, windows=windows)),
        )
    if availability.rest_days:
        kept = frozenset(sorted(availability.rest_days)[1:])
        yield (
            "a rest day less",
            replace(athlete, availability=replace(availability, rest_days=kept)),
        )
    if availability.away:
        yield "not away", replace(athlete, availability=replace(availability, away=()))

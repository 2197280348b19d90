"""The smallest relaxations with which all the rest holds, each tried out by solving anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ironstride.domain.athlete import Pin, Window, at_place
from ironstride.domain.clock import WEEK, clock_text
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Dropped, Relaxation, Wish
from ironstride.planner.arithmetic import KIT, Check, too_few_days, too_few_minutes
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import ContentModel, OptionModel
from ironstride.planner.elastic import is_possible
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame, frame_of
from ironstride.planner.slots import Slot
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import Placed, WeekSolution, solve_week, week_models
from ironstride.planner.wishes import (
    AT_LEAST,
    AT_MOST,
    BECOMES,
    applied,
    pin_words,
    window_words,
)
from ironstride.units import MIN_PER_HOUR

MINUTES, ROOM = "time.session_minutes", "time.no_empty_session"
SHORTEST: Final = 10
"""House: below ten minutes a session is not worth asking for."""
STEP: Final = 5
"""House: fewer minutes are offered in steps of five."""
LONGEST: Final = 120
"""House: more than two hours are asked of nobody."""
OPENINGS: Final = (18 * MIN_PER_HOUR, 7 * MIN_PER_HOUR, 12 * MIN_PER_HOUR)
"""House: when a window is looked for, evening, morning, noon."""
TRIED: Final = 3
"""House: exercises tried in the place of one that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A week that can be asked anew: what is known, the rules, and what came before.

    Attributes:
        few: a shortlist of exercises is enough, as the answer is wanted at once.
    """

    facts: Facts
    book: Rulebook
    week: SeasonWeek
    history: History
    before: tuple[Placed, ...] = ()
    few: bool = False

    def but(self, *relaxations: Relaxation) -> Asked:
        """Return the same week with wishes relaxed."""
        athlete = self.facts.athlete
        for each in relaxations:
            athlete = applied(athlete, each)
        return replace(self, facts=replace(self.facts, athlete=athlete))

    def placement(self) -> WeekSolution | None:
        """Return the best placement; None where edits by hand leave none."""
        wanted = wanted_sessions(self.facts, self.week).sessions
        models = week_models(self.facts, self.week, wanted, self.before, self.history.leg_sessions)
        return solve_week(models, self.book.week)

    def content(self, frames: tuple[SessionFrame, ...]) -> ContentModel:
        """Return the choices of sessions with their surroundings."""
        options = self.options(frames)
        allowed = allowed_exercises(options, self.book.options, len(frames))
        return build_model(self.facts, self.week, self.history, frames, allowed)

    def options(self, frames: tuple[SessionFrame, ...]) -> OptionModel:
        """Return every exercise in every session."""
        return OptionModel(
            facts=self.facts,
            week=self.week,
            history=self.history,
            options=options_of(self.facts, frames),
        )

    def is_possible(self, frames: tuple[SessionFrame, ...]) -> bool:
        """Whether some content of these sessions keeps every hard rule and every swap."""
        return is_possible(self.content(frames), self.book.content, seed=self.facts.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Sessions whose minutes do not hold what a session must, with the arithmetic if it shows."""

    frames: tuple[SessionFrame, ...]
    check: Check | None = None
    together: bool = False
    """Whether each could be held by itself."""

    def slots(self, facts: Facts, offered: tuple[Slot, ...]) -> frozenset[Slot]:
        """Return the slots that are no better: same place and limits, no more minutes.

        Of sessions that cannot be together only their own.
        """
        return frozenset(s for s in offered for f in self.frames if self._no_better(facts, s, f))

    def _no_better(self, facts: Facts, slot: Slot, frame: SessionFrame) -> bool:
        placed = frame.placed
        if (slot.place, slot.date, slot.start_minute) == (
            placed.place,
            placed.date,
            placed.start_minute,
        ):
            return True
        return (
            not self.together
            and slot.place == placed.place
            and slot.minutes <= placed.minutes
            and facts.limits_on(slot.date) == facts.limits_on(placed.date)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A week that holds fewer sessions than it wants.

    Attributes:
        unfit: the frames whose minutes do not hold what a session must; empty where sessions find
            no place between runs, windows and rest days.
        check: the arithmetic that shows it, where there is any.
    """

    asked: Asked
    wanted: int
    found: int
    unfit: tuple[SessionFrame, ...] = ()
    check: Check | None = None


def frames_of(facts: Facts, slots: Iterable[Slot]) -> tuple[SessionFrame, ...]:
    """Return sessions at slots with their surroundings."""
    return tuple(
        frame_of(
            facts,
            Placed(date=s.date, start_minute=s.start_minute, place=s.place, minutes=s.minutes),
        )
        for s in slots
    )


def stands(asked: Asked) -> bool:
    """Whether a week has a placement that keeps every edit of it, and content for that.

    Swaps by hand are left aside: whether they hold is asked when the placement stands.
    """
    athlete = asked.facts.athlete
    pins = tuple(pin for pin in athlete.pins if pin.session is not None)
    asked = replace(asked, facts=replace(asked.facts, athlete=replace(athlete, pins=pins)))
    placement = asked.placement()
    if placement is None:
        return False
    return asked.is_possible(frames_of(asked.facts, placement.sessions))


def holds(asked: Asked, *, content: bool) -> bool:
    """Whether a week places all the sessions that it wants, and where asked, fills them."""
    placement = asked.placement()
    if placement is None or len(placement.sessions) < placement.wanted:
        return False
    return not content or asked.is_possible(frames_of(asked.facts, placement.sessions))


def dropped_for(shortages: Iterable[Shortage]) -> Iterator[Dropped]:
    """Yield what is dropped for weeks with too few sessions, each conflict once."""
    groups: dict[tuple[bool, int], list[Shortage]] = {}
    for each in shortages:
        groups.setdefault((bool(each.unfit), each.wanted if not each.unfit else 0), []).append(each)
    for (unfit, _), group in groups.items():
        yield _too_short(group) if unfit else _too_few(group)


def _too_few(group: list[Shortage]) -> Dropped:
    """Return the conflict of sessions that find no place in some weeks."""
    first, found = group[0], min(each.found for each in group)
    facts = first.asked.facts
    check = too_few_days(facts, first.asked.week.start, first.wanted) or too_few_minutes(
        facts, first.asked.week.start, first.wanted
    )
    helps = (
        *_fewer_sessions(group, found),
        *_first(_all_hold(group, content=True), _fewer_minutes(facts)),
        *_first(_all_hold(group, content=False), _freed(facts)),
        *_first(_all_hold(group, content=False), _opened(facts, first.wanted - found)),
    )
    return Dropped(
        what=f"{first.wanted} sessions a week",
        rule="time.sessions_wanted",
        remedy=f"{'Only ' if found else ''}{found or 'None'} of them fit between your runs, "
        f"windows and rest days: {_or(helps) or 'ask for none until a day is free'}.",
        why="" if check is None else check.sentence,
        check=None if check is None else check.name,
        helps=helps,
    )


def _too_short(group: list[Shortage]) -> Dropped:
    """Return the conflict of sessions whose minutes do not hold what a session must."""
    first = group[0]
    frame = min((f for each in group for f in each.unfit), key=lambda f: f.placed.minutes)
    facts = first.asked.facts
    required = {
        limit.require: limit.set_by
        for limit in facts.limits_on(frame.placed.date)
        if limit.require is not None
    }
    helps = (*_more_minutes(group), *_fewer_sessions(group, min(each.found for each in group)))
    names = ", ".join(sorted(facts.catalogue.exercise(each).name for each in required))
    lacks_kit = first.check is not None and first.check.name == "kit"
    remedy = _sentence(_or(helps)) if helps else "Have more kit there, or train elsewhere"
    if required and not helps and not lacks_kit:
        remedy = f"Ask {' and '.join(sorted(set(required.values())))}"
    if required and not lacks_kit:
        remedy += f": wanted in every session are {names}, and with a warm-up they do not fit"
    return Dropped(
        what=f"sessions {at_place(frame.placed.place)}"
        if lacks_kit
        else f"sessions of {frame.placed.minutes:g} minutes",
        rule=KIT if lacks_kit else MINUTES if required else ROOM,
        remedy=f"{remedy}.",
        why="" if first.check is None else first.check.sentence,
        check=None if first.check is None else first.check.name,
        helps=helps,
    )


Test = Callable[[tuple[Relaxation, ...]], bool]


def _all_hold(group: list[Shortage], *, content: bool) -> Test:
    """Return the test of a relaxation: every week of the conflict holds with it."""
    return lambda tried: all(holds(each.asked.but(*tried), content=content) for each in group)


def _first(test: Test, offers: Iterable[Relaxation]) -> Iterator[Relaxation]:
    """Yield the first of the offers, which come in order of size, with which all holds."""
    found = next((offer for offer in offers if test((offer,))), None)
    if found is not None:
        yield found


def _fewer_sessions(group: list[Shortage], found: int) -> Iterator[Relaxation]:
    if found:
        words = "1 session" if found == 1 else f"{found} sessions"
        offer = Relaxation(wish=Wish.SESSIONS, value=str(found), sentence=f"ask for {words} a week")
        yield from _first(_all_hold(group, content=True), [offer])


def _fewer_minutes(facts: Facts) -> Iterator[Relaxation]:
    least = facts.athlete.availability.minutes
    for minutes in range((least - 1) // STEP * STEP, SHORTEST - 1, -STEP):
        yield Relaxation(
            wish=Wish.MINUTES,
            value=f"{AT_MOST}{minutes}",
            sentence=f"give {minutes} minutes instead of {least}",
        )


def _freed(facts: Facts) -> Iterator[Relaxation]:
    rest = sorted(facts.athlete.availability.rest_days, key=lambda day: day.weekday)
    for count in range(1, len(rest) + 1):
        for days in combinations(rest, count):
            named = [f"{_monday() + dt.timedelta(days=day.weekday):%A}" for day in days]
            yield Relaxation(
                wish=Wish.REST_DAY, value=" ".join(days), sentence=f"free {_and(named)}"
            )


def _opened(facts: Facts, missing: int) -> Iterator[Relaxation]:
    """Yield windows to open, the fewest first; none where no window of one's own binds."""
    availability = facts.athlete.availability
    if not availability.windows:
        return
    days = [day for day in WEEK if day not in availability.rest_days]
    for count in range(1, missing + 1):
        for start in OPENINGS:
            for chosen in combinations(days, count):
                windows = [
                    Window(day=d, start_minute=start, end_minute=start + availability.minutes)
                    for d in chosen
                ]
                named = [f"{_monday() + dt.timedelta(days=d.weekday):%A}" for d in chosen]
                yield Relaxation(
                    wish=Wish.WINDOW,
                    value=", ".join(window_words(each) for each in windows),
                    sentence=f"open a window on {_and(named)} from {clock_text(start)} to "
                    f"{clock_text(start + availability.minutes)}",
                )


def _more_minutes(group: list[Shortage]) -> Iterator[Relaxation]:
    """Yield the fewest minutes with which the sessions of every week hold what they must."""
    least = 0
    for each in group:
        enough = _least_minutes(each.asked, each.unfit, each.unfit, at_least=least)
        if enough is None:
            return
        least = enough
    offers = (_give(minutes) for minutes in (least, least + STEP, least + 2 * STEP))
    yield from _first(_all_hold(group, content=True), offers)


def _give(minutes: int) -> Relaxation:
    return Relaxation(
        wish=Wish.MINUTES,
        value=f"{AT_LEAST}{minutes}",
        sentence=f"give at least {minutes} minutes",
    )


def _least_minutes(
    asked: Asked,
    frames: tuple[SessionFrame, ...],
    short: tuple[SessionFrame, ...],
    *,
    at_least: int = 0,
) -> int | None:
    """Return the fewest minutes of the short ones of some sessions with which they can be filled.

    More minutes never hinder, so halving finds it. None where not even the longest do.
    """

    def enough(minutes: int) -> bool:
        return asked.is_possible(
            tuple(_longer(asked.facts, f, minutes) if f in short else f for f in frames)
        )

    low = min(frame.placed.minutes for frame in short)
    if at_least > low and enough(at_least):
        return at_least
    low, high = max(low, at_least), LONGEST
    if low >= high or not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _longer(facts: Facts, frame: SessionFrame, minutes: int) -> SessionFrame:
    placed = frame.placed
    return frame_of(facts, replace(placed, minutes=max(placed.minutes, minutes)))


# Edits by hand


def helps_for_pin(
    asked: Asked, pin: Pin, *, on_rest_day: bool, unfit: tuple[SessionFrame, ...] = ()
) -> tuple[Relaxation, ...]:
    """Return what would help an edit of a placement: more minutes, its rest day, a move, release.

    Args:
        asked: the week with every other edit that is kept, and this one.
        on_rest_day: whether it lies on a day kept free.
        unfit: sessions of the week whose minutes do not hold what a session must.
    """
    found: list[Relaxation] = []
    offers: list[Relaxation] = []
    here = tuple(frame for frame in unfit if frame.placed.date == pin.date)
    if here:
        least = _least_minutes(asked, here, here)
        offers += [] if least is None else [_give(least)]
    if on_rest_day:
        day = WEEK[pin.date.weekday()]
        offers += [Relaxation(wish=Wish.REST_DAY, value=day.value, sentence=f"free {pin.date:%A}")]
    for offer in offers:
        found.extend(_first(lambda tried: stands(asked.but(*tried)), [offer]))
    return (*found, *_moved(asked, pin), released(pin, "release it"))


def released(pin: Pin, sentence: str) -> Relaxation:
    """Return the relaxation of letting an edit by hand go."""
    return Relaxation(wish=Wish.RELEASE, value=pin_words(pin), sentence=sentence)


def _moved(asked: Asked, pin: Pin) -> Iterator[Relaxation]:
    """Yield the nearest day or hour where a session put by hand can be with all other edits."""
    if pin.session != "place":
        return
    wanted = wanted_sessions(asked.facts, asked.week).sessions
    models = week_models(asked.facts, asked.week, wanted, asked.before, 0)
    slots = models[0].slots if models else ()
    taken = {p.date for p in asked.facts.athlete.pins if p != pin and p.session == "place"}
    at = pin.start_minute or 0
    near = sorted(
        (s for s in slots if s.date not in taken and (s.date, s.start_minute) != (pin.date, at)),
        key=lambda s: (abs((s.date - pin.date).days), abs(s.start_minute - at), s.date),
    )
    offers = (
        Relaxation(
            wish=Wish.MOVE,
            value=f"{pin_words(pin)}{BECOMES}{slot.date.isoformat()} "
            f"{clock_text(slot.start_minute)}",
            sentence=f"move it to {slot.date:%A} {slot.date.isoformat()} at "
            f"{clock_text(slot.start_minute)}",
        )
        for slot in near
    )
    yield from _first(lambda tried: stands(asked.but(*tried)), offers)


def helps_for_swaps(
    asked: Asked, slots: tuple[Slot, ...], gone: tuple[Pin, ...]
) -> tuple[Relaxation, ...]:
    """Return the minutes with which all swaps of a week hold together, where any would."""
    frames = frames_of(asked.facts, slots)
    dates = {pin.date for pin in gone}
    short = tuple(frame for frame in frames if frame.placed.date in dates)
    least = _least_minutes(asked, frames, short)
    if least is None:
        return ()
    return tuple(_first(lambda tried: holds(asked.but(*tried), content=True), [_give(least)]))


def other_exercise(
    asked: Asked, frame: SessionFrame, pin: Pin, allowed: tuple[Exercise, ...]
) -> tuple[Relaxation, ...]:
    """Return the nearest exercise of the same purpose that a session can have for a swap."""
    old = asked.facts.catalogue.by_id.get(pin.exercise or "")
    if old is None:
        return ()
    near = sorted(
        (e for e in allowed if e.need is old.need and e.id not in {old.id, pin.instead_of}),
        key=lambda e: (e.family is not old.family, abs(e.rung - old.rung), e.id),
    )
    offers = (
        Relaxation(
            wish=Wish.EXERCISE,
            value=f"{pin_words(pin)}{BECOMES}{each.id}",
            sentence=f"take {each.name} instead",
        )
        for each in near[:TRIED]
    )
    return tuple(_first(lambda tried: asked.but(*tried).is_possible((frame,)), offers))


def _or(helps: Iterable[Relaxation]) -> str:
    return ", or ".join(each.sentence for each in helps)


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _monday() -> dt.date:
    """Return some Monday: for the names of days alone."""
    return dt.date(2024, 1, 1)


def in_words(helps: Iterable[Relaxation]) -> str:
    """Return offers as the beginning of a sentence."""
    return _sentence(_or(helps))

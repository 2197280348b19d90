"""Moving a session: what every slot costs with the others left where they are, and the move."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ironstride.domain.athlete import Pin
from ironstride.domain.problem import Parsed, Problem
from ironstride.services import planning
from ironstride.services.adapt import NO_SESSION
from ironstride.services.current_plan import current_plan
from ironstride.services.runner import NAME as ATHLETE
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.plan import PlannedSession, PlannedWeek
    from ironstride.planner.facts import Facts
    from ironstride.planner.request import PlanRequest
    from ironstride.planner.rule import Rule
    from ironstride.planner.slots import Slot
    from ironstride.planner.week import WeekModel, WeekRule
    from ironstride.storage import Database, UnitOfWork

SHOWN_REASONS: Final = 2
MORE_PLACES: Final = 1
DAY_NAMES: Final = frozenset(f"{dt.date(2024, 1, day):%A}" for day in range(1, 8))


class Verdict(StrEnum):
    """What using a slot means; the words that go with it say why."""

    FITS = "fits"
    COSTS = "costs"
    NOT_POSSIBLE = "not-possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One slot for a session with its price.

    Args:
        extra: penalty points beyond where the session lies now; None where not possible.
        rules: the rules that speak against it, the dearest first.
        words: the price as it is shown.
        is_now: whether the session lies here.
    """

    date: dt.date
    start_minute: int
    place: str
    place_words: str
    verdict: Verdict
    extra: int | None
    rules: tuple[str, ...]
    words: str
    is_now: bool

    @property
    def key(self) -> str:
        """What a form sends for it."""
        return f"{self.date.isoformat()}T{self.start_minute // 60:02d}:{self.start_minute % 60:02d}"


def offers(unit: UnitOfWork, session_id: str, today: dt.date) -> tuple[Offer, ...]:
    """Return every slot of a session's week with its price, by time; empty without the session."""
    current = current_plan(unit)
    request = planning.request_now(unit, today)
    if current is None or request is None:
        return ()
    from ironstride.planner.refit import to_come  # noqa: PLC0415 (as in _priced)

    weeks = to_come(current.plan)
    week = next((w for w in weeks if any(s.id == session_id for s in w.sessions)), None)
    session = current.session(session_id)
    if week is None or session is None:
        return ()
    return _priced(_without_pins(request, session), weeks, week, session)


def _without_pins(request: PlanRequest, session: PlannedSession) -> PlanRequest:
    """Return the request without the pins that hold this very session."""
    pins = tuple(
        pin
        for pin in request.athlete.pins
        if not (pin.session == "place" and pin.date == session.date)
    )
    return replace(request, athlete=replace(request.athlete, pins=pins))


def _priced(
    request: PlanRequest,
    weeks: tuple[PlannedWeek, ...],
    week: PlannedWeek,
    session: PlannedSession,
) -> tuple[Offer, ...]:
    # The planner imports numpy and the solver; pages that move nothing do without.
    import numpy as np  # noqa: PLC0415 (see above)

    from ironstride.planner.facts import facts_of  # noqa: PLC0415 (see above)
    from ironstride.planner.history import history_of  # noqa: PLC0415 (see above)
    from ironstride.planner.ledger import placed_before  # noqa: PLC0415 (see above)
    from ironstride.planner.rulebook import rulebook  # noqa: PLC0415 (see above)
    from ironstride.planner.season import SeasonWeek  # noqa: PLC0415 (see above)
    from ironstride.planner.slots import slots_of  # noqa: PLC0415 (see above)
    from ironstride.planner.week import WeekModel  # noqa: PLC0415 (see above)

    facts = facts_of(replace(request, weeks=len(weeks)))
    earlier = tuple(w for w in weeks if w.start < week.start)
    slots = _with_current(slots_of(facts, week.start), week, facts.today)
    others = [
        _index(slots, s.date, s.start_minute, s.place)
        for s in week.sessions
        if s.id != session.id and s.date >= facts.today
    ]
    fixed = [i for i in others if i is not None]
    rows = [tuple(sorted((*fixed, i))) for i in range(len(slots)) if i not in fixed]
    free = [i for i in range(len(slots)) if i not in fixed]
    if not rows:
        return ()
    model = WeekModel(
        facts=facts,
        week=SeasonWeek(start=week.start, phase=week.phase, light=week.light),
        wanted=len(fixed) + 1,
        slots=slots,
        choices=np.array(rows, dtype=np.int64).reshape(len(rows), -1),
        before=placed_before(earlier),
        leg_sessions=history_of(facts, earlier, week.start).leg_sessions,
    )
    amounts = {rule: rule.encode(model, rule.values) for rule in rulebook().week}
    here = _index(slots, session.date, session.start_minute, session.place)
    row_now = free.index(here) if here in free else None
    found: dict[tuple[dt.date, int], Offer] = {}
    many = len({slot.place for slot in slots}) > MORE_PLACES
    for row, slot_index in enumerate(free):
        offer = _offer(model, amounts, row, row_now, slots[slot_index], show_place=many)
        key = (offer.date, offer.start_minute)
        if key not in found or _better(offer, found[key]):
            found[key] = offer
    for date in _days(week, facts.today):
        if not any(key[0] == date for key in found):
            found[date, session.start_minute] = _no_slot(facts, week, session, date)
    return tuple(found[key] for key in sorted(found))


def _days(week: PlannedWeek, today: dt.date) -> tuple[dt.date, ...]:
    days = (week.start + dt.timedelta(days=offset) for offset in range(7))
    return tuple(day for day in days if day >= today)


def _no_slot(facts: Facts, week: PlannedWeek, session: PlannedSession, date: dt.date) -> Offer:
    """Return why a day has no slot at all."""
    from ironstride.planner.day_prices import no_slot  # noqa: PLC0415 (as in _priced)

    against = no_slot(facts, date)
    taken = any(s.date == date and s.id != session.id for s in week.sessions)
    why = "another session lies there" if taken else _in_a_row(against.sentence)
    return Offer(
        date=date,
        start_minute=session.start_minute,
        place=session.place,
        place_words="",
        verdict=Verdict.NOT_POSSIBLE,
        extra=None,
        rules=("time.one_a_day" if taken else against.rule,),
        words=f"not possible: {why}",
        is_now=False,
    )


def _better(offer: Offer, other: Offer) -> bool:
    """Whether an offer is the better one of the same time at another place."""
    if offer.is_now or other.is_now:
        return offer.is_now
    return (offer.extra is not None, -(offer.extra or 0)) > (
        other.extra is not None,
        -(other.extra or 0),
    )


def _with_current(slots: tuple[Slot, ...], week: PlannedWeek, today: dt.date) -> tuple[Slot, ...]:
    """Return the slots with those where sessions lie now, also by hand, in order of time."""
    from ironstride.planner.slots import Slot  # noqa: PLC0415 (as in _priced)

    found = list(slots)
    for each in week.sessions:
        if each.date < today or _index(slots, each.date, each.start_minute, each.place) is not None:
            continue
        found.append(
            Slot(
                date=each.date,
                start_minute=each.start_minute,
                place=each.place,
                minutes=round(each.minutes_budget),
                preferred=False,
            )
        )
    return tuple(sorted(found, key=lambda s: (s.date, s.start_minute, s.place)))


def _index(slots: tuple[Slot, ...], date: dt.date, minute: int, place: str) -> int | None:
    for index, slot in enumerate(slots):
        if (slot.date, slot.start_minute, slot.place) == (date, minute, place):
            return index
    return None


def _offer(
    model: WeekModel,
    amounts: dict[WeekRule, Any],
    row: int,
    row_now: int | None,
    slot: Slot,
    *,
    show_place: bool,
) -> Offer:
    hard: list[Rule[Any, Any, Any]] = []
    soft: list[tuple[int, Rule[Any, Any, Any]]] = []
    extra = 0
    for rule, amount in amounts.items():
        now = 0 if row_now is None else int(amount[row_now])
        more = int(amount[row]) - now
        if rule.is_hard and more > 0:
            hard.append(rule)
        elif not rule.is_hard:
            extra += rule.weight * more
            if more > 0:
                soft.append((rule.weight * more, rule))
    soft.sort(key=lambda each: (-each[0], each[1].id))
    rules = tuple(hard) or tuple(rule for _, rule in soft)
    verdict = Verdict.NOT_POSSIBLE if hard else Verdict.COSTS if extra > 0 else Verdict.FITS
    is_now = row == row_now
    return Offer(
        date=slot.date,
        start_minute=slot.start_minute,
        place=slot.place,
        place_words=slot.place if show_place else "",
        verdict=verdict,
        extra=None if hard else extra,
        rules=tuple(rule.id for rule in rules),
        words="it lies here now" if is_now else _words(model, row, verdict, rules, slot),
        is_now=is_now,
    )


def _words(
    model: WeekModel,
    row: int,
    verdict: Verdict,
    rules: tuple[Rule[Any, Any, Any], ...],
    slot: Slot,
) -> str:
    if verdict is Verdict.FITS:
        return "fits"
    start = "not possible" if verdict is Verdict.NOT_POSSIBLE else "costs a little"
    sentences: list[str] = []
    for rule in rules[:SHOWN_REASONS]:
        text = _sentence(model, row, rule, slot)
        if text not in sentences:
            sentences.append(text)
    reasons = "; ".join(_in_a_row(text) for text in sentences)
    return f"{start}: {reasons}" if reasons else start


def _in_a_row(sentence: str) -> str:
    """Return a sentence as one part of a longer one; days of the week keep their capital."""
    first = sentence.partition(" ")[0]
    plain = sentence.rstrip(".")
    return plain if first in DAY_NAMES else plain[0].lower() + plain[1:]


def _sentence(model: WeekModel, row: int, rule: Rule[Any, Any, Any], slot: Slot) -> str:
    """Return what a rule says of this slot: its breach here, else the rule itself."""
    from ironstride.planner.week import Placed, WeekView  # noqa: PLC0415 (as in _priced)

    view = WeekView(
        facts=model.facts,
        week=model.week,
        wanted=model.wanted,
        sessions=tuple(
            Placed(
                date=each.date,
                start_minute=each.start_minute,
                place=each.place,
                minutes=each.minutes,
            )
            for each in (model.slots[int(i)] for i in model.choices[row])
        ),
        before=model.before,
        leg_sessions=model.leg_sessions,
    )
    breaches = rule.measure(view, rule.values).breaches
    here = [b.sentence for b in breaches if b.where.startswith(slot.date.isoformat())]
    return here[0] if here else rule.title


def move(
    database: Database,
    session_id: str,
    date: dt.date,
    start_minute: int,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Parsed[str]:
    """Return how a move can be taken back; the session is pinned to its new day and start.

    The price is asked again, so that what a rule forbids meanwhile is refused.
    """

    def gather(
        unit: UnitOfWork,
    ) -> tuple[Athlete | None, PlannedSession | None, tuple[Offer, ...], int]:
        current = current_plan(unit)
        document = unit.documents.last(ATHLETE)
        return (
            stored_athlete(unit, today),
            None if current is None else current.session(session_id),
            offers(unit, session_id, today),
            0 if document is None else document.version,
        )

    gathered = database.read(gather)
    if gathered.value is None:
        return Parsed(value=None, problems=gathered.problems)
    athlete, session, priced, version = gathered.value
    if athlete is None or session is None:
        return Parsed(value=None, problems=(NOBODY if athlete is None else NO_SESSION,))
    offer = next((o for o in priced if (o.date, o.start_minute) == (date, start_minute)), None)
    if offer is None or offer.verdict is Verdict.NOT_POSSIBLE:
        return Parsed(value=None, problems=(_not_there(date, offer),))
    pins = tuple(pin for pin in athlete.pins if pin.date not in {session.date, date})
    pins += (Pin(date=date, start_minute=start_minute, session="place"),)
    if date != session.date:
        pins += (Pin(date=session.date, session="none"),)
    stored = set_athlete(
        database,
        replace(athlete, pins=tuple(sorted(pins, key=lambda pin: pin.date))),
        today=today,
        now=now,
        why="A session was moved by hand.",
    )
    if stored.value is None:
        return Parsed(value=None, problems=stored.problems)
    return Parsed(value=json.dumps({"kind": "pins", "version": str(version)}))


def _not_there(date: dt.date, offer: Offer | None) -> Problem:
    reason = "no slot is free there" if offer is None else offer.words
    return Problem(
        code="cannot-move",
        sentence=f"The session can't go to {date:%A}: {reason}.",
        location="slot",
        remedy="Choose one of the slots that fit.",
    )

"""What looks back from week to week, stated over the variables of the weeks it looks back on.

A rule that isn't named here counts on each week by itself, with the weeks before it as they were
planned. What is kept as it was planned instead of stated: which sessions have leg work. The day
since which legs are trained, and how many leg sessions there were, rest on it
(``dose.first_weeks_easy``, and the placement).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from ironstride.domain.exercise import Exercise, Need
from ironstride.planner.content import PRACTISED_SESSIONS, base_skill
from ironstride.planner.content_model import Choice, Relation, Row
from ironstride.planner.history import CONTACTS_WINDOW_DAYS, NOVEL_AFTER_DAYS
from ironstride.planner.joint_model import JointModel, Truth, Use, any_of
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.needs import done_in_week, targets
from ironstride.planner.rule import Values
from ironstride.planner.rules.dose.phase_methods import WITHOUT_NEW
from ironstride.planner.sessions import is_novel_kind
from ironstride.planner.slots import minutes_between
from ironstride.units import MIN_PER_HOUR

Couple = Callable[[JointModel, int, Values], Iterator[Row]]
"""The rows of a rule on one week, over the variables of all weeks."""
FORTNIGHT: Final = 2


def _by_session(joint: JointModel, number: int) -> Iterator[tuple[Exercise, Use]]:
    """Yield every exercise of a week with each session that may hold it."""
    by_id = joint.facts.catalogue.by_id
    for exercise in sorted({c.exercise.id for c in joint.weeks[number].model.choices}):
        for use in joint.used(exercise, range(number, number + 1)):
            yield by_id[exercise], use


def _unless(taken: Use, helps: Iterable[Use], times: int = 1) -> Row:
    """Return the soft row that counts so much where a use is taken and none that helps is."""
    weights = any_of([taken], times) | any_of(list(helps), -times)
    return Row(weights=weights, relation=Relation.OVER, bound=0)


def _all(parts: Iterable[Mapping[int, int]], count: int, times: int = 1) -> Row:
    """Return the soft row that counts so much where each of some parts is taken."""
    weights: dict[int, int] = {}
    for part in parts:
        weights |= {i: times * w for i, w in part.items()}
    return Row(weights=weights, relation=Relation.OVER, bound=times * (count - 1))


def _never(variables: Iterable[int]) -> Row:
    return Row(weights=dict.fromkeys(variables, 1), relation=Relation.AT_MOST, bound=0)


def _only_where(variables: Iterable[int], helps: Mapping[int, int]) -> Row:
    """Return the hard row that lets at most one of the variables be taken where something helps."""
    weights = dict.fromkeys(variables, 1) | {i: -w for i, w in helps.items()}
    return Row(weights=weights, relation=Relation.AT_MOST, bound=0)


def _same_exercises(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    before = week.before
    if not before.last_week_days or before.phase_before is not week.model.week.phase:
        return
    new = int(values["new"])
    days = week.model.history.last_week_days
    fortnight = range(max(0, number - FORTNIGHT), number)
    for exercise, use in _by_session(joint, number):
        earlier = joint.used(exercise.id, fortnight)
        known = days.get(exercise.id, frozenset())
        if not known:
            yield _unless(use, earlier, new - 1)
        if use.date.weekday() not in known:
            yield _unless(use, [u for u in earlier if u.date.weekday() == use.date.weekday()])


def _main_lifts(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    by_id = joint.facts.catalogue.by_id
    kits = {f.place.equipment for f in week.model.frames}
    before = week.model.history.last_week_days
    fortnight = range(max(0, number - FORTNIGHT), number)
    for need in PATTERNS:
        lifts = [
            e
            for e in sorted({*before, *joint.uses})
            if is_main_lift(by_id[e], need)
            and any(n <= kit for n in by_id[e].equipment for kit in kits)
        ]
        there = {e: joint.used(e, fortnight) for e in lifts}
        if any(e in before for e in lifts):
            some: Truth = True
        else:
            weights = any_of([u for uses in there.values() for u in uses])
            some = joint.reaches(("main", number, need), weights, 1)
        if some is False:
            continue
        long = [_has_run(joint, number, e, int(values["weeks"])) for e in lifts]
        if True in long:
            continue
        free = [int(v) for v in long if v is not False]
        holds = {} if some is True else {int(some): 1}
        # A lift that has run long enough lets go of all: the row asks for none of them.
        for exercise, use in _by_session(joint, number):
            if not is_main_lift(exercise, need) or exercise.id in before:
                continue
            weights = any_of([use]) | holds | dict.fromkeys(free, -1)
            weights |= any_of(there.get(exercise.id, []), -1)
            yield Row(weights=weights, relation=Relation.OVER, bound=len(holds))


def _has_run(joint: JointModel, number: int, exercise: str, weeks: int) -> Truth:
    """Return whether an exercise has run so many weeks up to the week before."""
    start = joint.weeks[0].model.history.weeks_running.get(exercise, 0)
    if number == 0 or start + number < weeks:
        return start >= weeks and number == 0
    chain = [_present(joint, n, exercise) for n in range(number)]
    if False in chain:
        # Weeks of the stretch alone are too few (a stretch is shorter than a block).
        return False
    told = {int(v): 1 for v in chain if v is not True}
    return joint.reaches(("run", number, exercise, weeks), told, len(told))


def _present(joint: JointModel, number: int, exercise: str) -> Truth:
    """Return whether a week has an exercise."""
    weights = any_of(joint.used(exercise, range(number, number + 1)))
    return joint.reaches(("present", number, exercise), weights, 1)


def _across_blocks(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    start = joint.weeks[0].model.history.weeks_running
    for exercise, use in _by_session(joint, number):
        over = start.get(exercise.id, 0) + number + 1 - int(values["weeks"])
        if over <= 0:
            continue
        chain = [_present(joint, n, exercise.id) for n in range(number)]
        if False in chain:
            continue
        told = [{int(v): 1} for v in chain if v is not True]
        yield _all([any_of([use]), *told], len(told) + 1, over)


def _rotation(joint: JointModel, number: int, _: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    facts, by_id = joint.facts, joint.facts.catalogue.by_id
    if not week.before.last_week:
        return
    done = {by_id[e].need for e in done_in_week(facts, week.monday)}
    for need in targets(facts, week.model.week, week.before):
        if need in done or week.model.history.sets_last_week.get(need, 0):
            continue
        last = range(max(0, number - 1), number + 1)
        uses = [u for e in joint.uses if by_id[e].need is need for u in joint.used(e, last)]
        yield Row(weights=any_of(uses), relation=Relation.SHORT, bound=1)


def _new_work(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    model = joint.weeks[number].model
    for exercise, use in _by_session(joint, number):
        near = model.frames[use.session].hours_to_key < values["hours"]
        if not near or not exercise.is_lower or exercise.rung <= 1:
            continue
        since = use.date - dt.timedelta(days=int(values["days"]))
        if model.history.last_done.get(exercise.id, dt.date.min) < since:
            yield _unless(use, joint.used(exercise.id, range(number), since))


def _heavy_apart(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    minutes = values["hours_master" if joint.facts.is_master else "hours"] * MIN_PER_HOUR
    last = week.model.history.last_heavy
    earlier = [
        (each.flags[s], f.placed.date, f.placed.start_minute)
        for each in joint.weeks[: number + 1]
        for s, f in enumerate(each.model.frames)
    ]
    for session, frame in enumerate(week.model.frames):
        flag = week.flags[session]
        now = frame.placed.date, frame.placed.start_minute
        if last is not None and minutes_between(last, now) < minutes:
            yield _never([flag])
        for other, date, minute in earlier:
            if (date, minute) < now and minutes_between((date, minute), now) < minutes:
                yield Row(weights={flag: 1, other: 1}, relation=Relation.AT_MOST, bound=1)


def _contacts_cap(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    start = int(values["start_experienced" if joint.facts.is_experienced else "start"])
    growth, most = 1 + Fraction(str(values["growth"])), int(values["most"])
    best = week.model.history.best_contacts
    stands = min(most, max(start, int(best * growth)))
    since = week.monday - dt.timedelta(days=CONTACTS_WINDOW_DAYS)
    earlier = [
        _contacts(joint, n, s)
        for n in range(number)
        for s in range(len(joint.weeks[n].model.frames))
        if joint.weeks[n].date(s) >= since
    ]
    for session in range(len(week.model.frames)):
        weights = _contacts(joint, number, session)
        if not weights:
            continue
        yield Row(weights=weights, relation=Relation.AT_MOST, bound=most)
        high = most * growth.denominator
        grown = [
            joint.reaches(
                ("contacts", number, session, position),
                {i: growth.numerator * c for i, c in before.items()}
                | {i: -growth.denominator * c for i, c in weights.items()},
                0,
            )
            for position, before in enumerate(earlier)
            if before
        ]
        told = {int(v): -high for v in grown if v is not False}
        yield Row(
            weights={i: growth.denominator * c for i, c in weights.items()} | told,
            relation=Relation.AT_MOST,
            bound=stands * growth.denominator,
        )


def _contacts(joint: JointModel, number: int, session: int) -> dict[int, int]:
    week = joint.weeks[number]
    return {week.first + c.index: c.contacts for c in week.model.in_session(session) if c.contacts}


def _highest_step(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    """Yield a row for each step that an exercise lies below one that may have been reached."""
    week = joint.weeks[number]
    skill, most = base_skill(joint.facts), int(values["most"])
    done = week.model.history.sessions
    for exercise, use in _by_session(joint, number):
        kit = week.model.frames[use.session].place.equipment
        family = [
            e
            for e in joint.facts.catalogue.exercises
            if e.family is exercise.family and any(n <= kit for n in e.equipment)
        ]
        reached = max((e.rung for e in family if e.skill <= skill or done.get(e.id)), default=0)
        for rung in range(exercise.rung + 1, exercise.rung + most + 1):
            if rung <= reached:
                yield Row(weights=any_of([use]), relation=Relation.OVER, bound=0)
                continue
            higher = [e.id for e in family if e.rung >= rung]
            weights = any_of([u for e in higher for u in joint.used(e, range(number))])
            key = ("step", number, tuple(sorted(higher)))
            told = joint.reaches(key, weights, 1)
            if told is not False:
                yield _all([any_of([use]), {int(told): 1}], 2)


def _technique_before_load(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    heavy: dict[str, list[int]] = {}
    for choice in week.model.choices:
        if (choice.dose.work.percent_1rm or 0) >= values["percent"]:
            heavy.setdefault(choice.exercise.id, []).append(week.first + choice.index)
    for exercise, variables in sorted(heavy.items()):
        known = joint.knows(number, exercise, int(values["sessions"]))
        yield from _where(known, variables)


def _where(truth: Truth, variables: list[int]) -> Iterator[Row]:
    """Yield the hard rows that let variables be taken only where something is true."""
    if truth is True:
        return
    for variable in variables:
        yield _only_where([variable], {} if truth is False else {int(truth): 1})


def _technique_first(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    sessions, free = int(values["sessions"]), values["free_impact"]
    skill = base_skill(joint.facts)
    for exercise, use in _by_session(joint, number):
        jump = exercise.need is Need.POWER and exercise.impact.level > free
        if exercise.skill <= skill and not jump:
            continue
        path = {exercise.id, *exercise.easier}
        known = [joint.knows(number, e, sessions) for e in sorted(path)]
        if True not in known:
            yield _only_where(use.variables, {int(k): 1 for k in known if k is not False})


def _phase_methods(joint: JointModel, number: int, _: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    if week.model.week.phase not in WITHOUT_NEW:
        return
    for exercise, use in _by_session(joint, number):
        if is_novel_kind(exercise) and week.model.history.is_novel(exercise.id, use.date):
            since = use.date - dt.timedelta(days=NOVEL_AFTER_DAYS)
            yield _only_where(use.variables, any_of(joint.used(exercise.id, range(number), since)))


COUPLED: Final[Mapping[str, Couple]] = MappingProxyType(
    {
        "continuity.same_exercises": _same_exercises,
        "continuity.main_lifts": _main_lifts,
        "variety.across_blocks": _across_blocks,
        "variety.rotation": _rotation,
        "recovery.new_work_before_key_run": _new_work,
        "recovery.heavy_legs_apart": _heavy_apart,
        "dose.contacts_cap": _contacts_cap,
        "dose.highest_step": _highest_step,
        "dose.technique_before_load": _technique_before_load,
        "dose.technique_first": _technique_first,
        "dose.phase_methods": _phase_methods,
    }
)
"""Rules whose look back is stated over the earlier weeks' variables."""
KEPT_AS_PLANNED: Final = frozenset({"dose.first_weeks_easy"})
"""Rules that look back on what is kept as it was planned: which sessions have leg work."""


def doses_follow(joint: JointModel, number: int) -> Iterator[Row]:
    """Yield the hard rows by which a lift has the dose of who knows it, or of who doesn't yet."""
    week = joint.weeks[number]
    for index, asked in sorted(week.asks.items()):
        choice = week.model.choices[index - week.first]
        known = joint.knows(number, choice.exercise.id, PRACTISED_SESSIONS)
        if asked:
            yield from _where(known, [index])
        elif known is True:
            yield _never([index])
        elif known is not False:
            yield Row(weights={index: 1, int(known): 1}, relation=Relation.AT_MOST, bound=1)


def new_is_heavy(joint: JointModel, number: int) -> Iterator[Row]:
    """Yield the hard rows that make a session with something new for the legs heavy legs."""
    week = joint.weeks[number]
    for exercise, use in _by_session(joint, number):
        if not is_novel_kind(exercise) or not week.model.history.is_novel(exercise.id, use.date):
            continue
        since = use.date - dt.timedelta(days=NOVEL_AFTER_DAYS)
        earlier = [
            u
            for u in joint.used(exercise.id, range(number + 1), since)
            if (u.week, u.session) < (number, use.session)
        ]
        weights = any_of([use]) | {week.flags[use.session]: -1} | any_of(earlier, -1)
        yield Row(weights=weights, relation=Relation.AT_MOST, bound=0)


def legs_stay(joint: JointModel, number: int) -> Iterator[Row]:
    """Yield the hard rows by which a session has leg work exactly where it was planned."""
    week = joint.weeks[number]
    planned = {
        week.model.choices[i - week.first].session
        for i in week.planned
        if week.model.choices[i - week.first].exercise.is_lower
    }
    for session in range(len(week.model.frames)):
        legs = [week.first + c.index for c in week.model.in_session(session) if _is_lower(c)]
        if session in planned:
            yield Row(weights=dict.fromkeys(legs, 1), relation=Relation.AT_LEAST, bound=1)
        elif legs:
            yield _never(legs)


def _is_lower(choice: Choice) -> bool:
    return choice.exercise.is_lower

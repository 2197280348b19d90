"""What looks back from week to week, stated over the variables of the weeks it looks back on.

A rule that isn't named here counts on each week by itself, with the weeks before it as they were
planned. What is kept as it was planned instead of stated: which sessions have leg work. The day
since which legs are trained, and how many leg sessions there were, rest on it
(``dose.first_weeks_easy``, and the placement).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import repeat
from types import MappingProxyType
from typing import Final

from ironstride.body.permissions import exercise_allowed
from ironstride.planner.content_model import ContentRule, Relation, Row
from ironstride.planner.history import NOVEL_AFTER_DAYS
from ironstride.planner.joint_model import JointModel, Truth, any_of
from ironstride.planner.joint_rows import Couple, all_of, by_session, never, unless
from ironstride.planner.joint_unlocks import UNLOCKED
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.muscles import GROUPS, halves, halves_done, ranges
from ironstride.planner.needs import done_in_week, targets
from ironstride.planner.rule import Values
from ironstride.planner.rules.dose.highest_step import reached
from ironstride.planner.slots import minutes_between
from ironstride.units import MIN_PER_HOUR

FORTNIGHT: Final = 2
TAKE_TURNS: Final = frozenset(group.name for group in GROUPS if group.turns)


def _same_exercises(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    before = week.before
    if not before.last_week_days or before.phase_before is not week.model.week.phase:
        return
    new = int(values["new"])
    days = week.model.history.last_week_days
    fortnight = range(max(0, number - FORTNIGHT), number)
    for exercise, use in by_session(joint, number):
        earlier = joint.used(exercise.id, fortnight)
        known = days.get(exercise.id, frozenset())
        if not known:
            yield unless(use, earlier, new - 1)
        if use.date.weekday() not in known:
            yield unless(use, [u for u in earlier if u.date.weekday() == use.date.weekday()])


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
        for exercise, use in by_session(joint, number):
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
    for exercise, use in by_session(joint, number):
        over = start.get(exercise.id, 0) + number + 1 - int(values["weeks"])
        if over <= 0:
            continue
        chain = [_present(joint, n, exercise.id) for n in range(number)]
        if False in chain:
            continue
        told = [{int(v): 1} for v in chain if v is not True]
        yield all_of([any_of([use]), *told], len(told) + 1, over)


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


def _nothing_new_when_light(joint: JointModel, number: int, _: Values) -> Iterator[Row]:
    model = joint.weeks[number].model
    if not model.week.light:
        return
    for exercise, use in by_session(joint, number):
        if exercise.is_lower and model.history.is_novel(exercise.id, use.date):
            since = use.date - dt.timedelta(days=NOVEL_AFTER_DAYS)
            yield unless(use, joint.used(exercise.id, range(number), since))


def _muscles(joint: JointModel, number: int, _: Values) -> Iterator[Row]:
    """Yield the rows of every group; one that takes turns owes less after a week that had more."""
    week = joint.weeks[number]
    if not week.model.frames:
        return
    facts, own = joint.facts, week.model.week
    known = week.before if not number else replace(week.before, sets_before={})
    logged = halves_done(facts, own)
    for name, (low, high) in ranges(facts, own, known).items():
        there = logged.get(name, 0)
        now = _halves(joint, number, name)
        yield Row(weights=now, relation=Relation.OVER, bound=max(0, high - there))
        owed = low - there
        if owed <= 0:
            continue
        last = _halves(joint, number - 1, name) if number and name in TAKE_TURNS else {}
        had = joint.reaches(("turn", number, name), last, low)
        if had is False:
            yield Row(weights=now, relation=Relation.SHORT, bound=owed)
            continue
        yield Row(weights=now | {int(had): owed}, relation=Relation.SHORT, bound=owed)
        # What the week before had beyond its own share is owed no more.
        rest = now | last | {int(had): -low - owed}
        yield Row(weights=rest, relation=Relation.SHORT, bound=0)


def _halves(joint: JointModel, number: int, name: str) -> dict[int, int]:
    week = joint.weeks[number]
    found = {
        week.first + c.index: c.sets * halves(c.exercise).get(name, 0) for c in week.model.choices
    }
    return {i: w for i, w in found.items() if w}


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
            yield never([flag])
        for other, date, minute in earlier:
            if (date, minute) < now and minutes_between((date, minute), now) < minutes:
                yield Row(weights={flag: 1, other: 1}, relation=Relation.AT_MOST, bound=1)


def _highest_step(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    """Yield a row for each step that an exercise lies below one that may have been reached."""
    week = joint.weeks[number]
    most = int(values["most"])
    history = week.model.history
    known = [
        reached(joint.facts, history, f.place, f.placed.date, values) for f in week.model.frames
    ]
    for exercise, use in by_session(joint, number):
        if exercise.heavy_capable:
            continue
        frame = week.model.frames[use.session]
        day = joint.facts.permissions.on(frame.placed.date)
        family = [
            e
            for e in joint.facts.catalogue.exercises
            if e.family is exercise.family
            and any(n <= frame.place.equipment for n in e.equipment)
            and exercise_allowed(e, day) is None
        ]
        for rung in range(exercise.rung + 1, exercise.rung + most + 1):
            points = rung - exercise.rung
            if rung <= known[use.session].get(exercise.family, 0):
                weights = {i: w * points for i, w in any_of([use]).items()}
                yield Row(weights=weights, relation=Relation.OVER, bound=0)
                continue
            higher = [e.id for e in family if e.rung >= rung]
            weights = any_of([u for e in higher for u in joint.used(e, range(number))])
            key = ("step", number, tuple(sorted(higher)))
            told = joint.reaches(key, weights, 1)
            if told is not False:
                yield from repeat(all_of([any_of([use]), {int(told): 1}], 2), points)


COUPLED: Final[Mapping[str, Couple]] = MappingProxyType(
    {
        "continuity.same_exercises": _same_exercises,
        "continuity.main_lifts": _main_lifts,
        "variety.across_blocks": _across_blocks,
        "variety.rotation": _rotation,
        "recovery.heavy_legs_apart": _heavy_apart,
        "recovery.nothing_new_when_light": _nothing_new_when_light,
        "dose.muscles": _muscles,
        "dose.highest_step": _highest_step,
        **UNLOCKED,
    }
)
"""Rules whose look back is stated over the earlier weeks' variables."""
BY_NEWNESS: Final = frozenset({"recovery.soreness_before_key_run"})
"""Rules whose rows weigh a choice more while its exercise wasn't done within their days."""
KEPT_AS_PLANNED: Final = frozenset({"dose.first_weeks_easy"})
"""Rules that look back on what is kept as it was planned: which sessions have leg work."""


def weighed_by_newness(joint: JointModel, number: int, rule: ContentRule) -> Iterator[Row]:
    """Yield the rows of a rule on one week; what an earlier week has done weighs as known."""
    week = joint.weeks[number]
    model = week.model
    names = {c.exercise.id for c in model.choices}
    yesterday = week.monday - dt.timedelta(days=1)
    all_known = replace(model.history, last_done=dict.fromkeys(names, yesterday))
    rows = rule.encode(model, rule.values).rows
    known = rule.encode(replace(model, history=all_known), rule.values).rows
    for new, old in zip(rows, known, strict=True):
        weights = {week.first + i: w for i, w in new.weights.items()}
        for index, points in new.weights.items():
            choice = model.choices[index]
            less = points - old.weights.get(index, 0)
            if not less:
                continue
            since = week.date(choice.session) - dt.timedelta(days=int(rule.values["days"]))
            earlier = any_of(joint.used(choice.exercise.id, range(number), since))
            done = joint.reaches(("done", number, choice.session, choice.exercise.id), earlier, 1)
            if done is not False:
                both = {week.first + index: 1, int(done): 1}
                weights[int(joint.reaches(("known", week.first + index), both, 2))] = -less
        yield replace(new, weights=weights)

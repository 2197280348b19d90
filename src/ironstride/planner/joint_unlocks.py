"""What becomes possible by what was done, stated over the choices of several weeks.

A lift is loaded when it was practised, a harder step or jump comes after easier ones, contacts grow
from those that lie behind, and what is new is heavy legs. Kept as it was planned is which sessions
have leg work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from ironstride.domain.exercise import Exercise, Impact, Method
from ironstride.planner.content import PRACTISED_SESSIONS
from ironstride.planner.content_model import (
    Choice,
    Option,
    OptionModel,
    OptionRule,
    Relation,
    Row,
)
from ironstride.planner.history import CONTACTS_WINDOW_DAYS, NOVEL_AFTER_DAYS
from ironstride.planner.joint_model import JointModel, Use, any_of
from ironstride.planner.joint_rows import Couple, by_session, never, only_where, where
from ironstride.planner.rule import Values
from ironstride.planner.rules.dose.jumps_by_grade import RULE as JUMPS_BY_GRADE
from ironstride.planner.rules.dose.phase_methods import RULE as PHASE_METHODS
from ironstride.planner.rules.dose.technique_first import RULE as TECHNIQUE_FIRST
from ironstride.planner.sessions import is_novel_kind


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


def _hard_contacts(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    by_id = joint.facts.catalogue.by_id
    hard = {e for e in joint.facts.catalogue.by_id if by_id[e].impact is Impact.HIGH}
    more, most = int(values["more"]), int(values["most"])
    stands = sum(n for e, n in week.model.history.sessions.items() if e in hard)
    earlier = [u for e in sorted(hard & set(joint.uses)) for u in joint.used(e, range(number))]
    for session in range(len(week.model.frames)):
        weights = {
            week.first + c.index: c.contacts
            for c in week.model.in_session(session)
            if c.exercise.id in hard and c.contacts
        }
        if weights:
            yield Row(weights=weights, relation=Relation.AT_MOST, bound=most)
            yield Row(
                weights=weights | any_of(earlier, -more),
                relation=Relation.AT_MOST,
                bound=int(values["start"]) + more * stands,
            )


def _waiting(joint: JointModel, number: int, rule: OptionRule) -> Iterator[tuple[Exercise, Use]]:
    """Yield what a rule forbids in a week by what was done before the first of the weeks."""
    week = joint.weeks[number]
    uses = list(by_session(joint, number))
    options = tuple(
        Option(session=u.session, frame=week.model.frames[u.session], exercise=e) for e, u in uses
    )
    asked = OptionModel(
        facts=joint.facts, week=week.model.week, history=week.model.history, options=options
    )
    forbidden = rule.encode(asked, rule.values)
    yield from (each for position, each in enumerate(uses) if position in forbidden)


def _jumps_by_grade(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    softer = {
        Impact.MODERATE: (frozenset({Impact.LOW, Impact.MODERATE}), int(values["low"])),
        Impact.HIGH: (frozenset({Impact.MODERATE}), int(values["moderate"])),
    }
    by_id = joint.facts.catalogue.by_id
    done = joint.weeks[number].model.history.sessions
    for exercise, use in _waiting(joint, number, JUMPS_BY_GRADE):
        grades, wanted = softer[exercise.impact]
        those = sorted(
            e
            for e in {*done, *joint.uses}
            if by_id[e].impact in grades and by_id[e].method is Method.PLYOMETRIC
        )
        weights = any_of([u for e in those for u in joint.used(e, range(number))])
        behind = joint.reaches(
            ("jumped", number, exercise.impact),
            weights,
            wanted - sum(done.get(e, 0) for e in those),
        )
        known = joint.knows(number, exercise.id, int(values["known"]))
        if behind is not True and known is not True:
            helps = {int(t): 1 for t in (behind, known) if t is not False}
            yield only_where(use.variables, helps)


def _technique_before_load(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    week = joint.weeks[number]
    heavy: dict[str, list[int]] = {}
    for choice in week.model.choices:
        if (choice.dose.work.percent_1rm or 0) >= values["percent"]:
            heavy.setdefault(choice.exercise.id, []).append(week.first + choice.index)
    for exercise, variables in sorted(heavy.items()):
        known = joint.knows(number, exercise, int(values["sessions"]))
        yield from where(known, variables)


def _technique_first(joint: JointModel, number: int, values: Values) -> Iterator[Row]:
    for exercise, use in _waiting(joint, number, TECHNIQUE_FIRST):
        path = sorted({exercise.id, *exercise.easier})
        known = [joint.knows(number, e, int(values["sessions"])) for e in path]
        yield only_where(use.variables, {int(k): 1 for k in known if k is not False})


def _phase_methods(joint: JointModel, number: int, _: Values) -> Iterator[Row]:
    for exercise, use in _waiting(joint, number, PHASE_METHODS):
        since = use.date - dt.timedelta(days=NOVEL_AFTER_DAYS)
        yield only_where(use.variables, any_of(joint.used(exercise.id, range(number), since)))


UNLOCKED: Final[Mapping[str, Couple]] = MappingProxyType(
    {
        "dose.contacts_cap": _contacts_cap,
        "dose.hard_contacts": _hard_contacts,
        "dose.jumps_by_grade": _jumps_by_grade,
        "dose.technique_before_load": _technique_before_load,
        "dose.technique_first": _technique_first,
        "dose.phase_methods": _phase_methods,
    }
)
"""Hard rules that look back on what was done."""


def doses_follow(joint: JointModel, number: int) -> Iterator[Row]:
    """Yield the hard rows by which a lift has the dose of who knows it, or of who doesn't yet."""
    week = joint.weeks[number]
    for index, asked in sorted(week.asks.items()):
        choice = week.model.choices[index - week.first]
        known = joint.knows(number, choice.exercise.id, PRACTISED_SESSIONS)
        if asked:
            yield from where(known, [index])
        elif known is True:
            yield never([index])
        elif known is not False:
            yield Row(weights={index: 1, int(known): 1}, relation=Relation.AT_MOST, bound=1)


def new_is_heavy(joint: JointModel, number: int) -> Iterator[Row]:
    """Yield the hard rows that make a session with something new for the legs heavy legs."""
    week = joint.weeks[number]
    for exercise, use in by_session(joint, number):
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
            yield never(legs)


def _is_lower(choice: Choice) -> bool:
    return choice.exercise.is_lower

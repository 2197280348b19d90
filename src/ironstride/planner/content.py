"""From placed sessions to the choices of a week: all that is possible, or a shortlist of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ironstride.domain.athlete import LiftingExperience
from ironstride.domain.exercise import Exercise, Need
from ironstride.planner.content_model import (
    Choice,
    ContentModel,
    Option,
    OptionModel,
    OptionRule,
    Relation,
    Role,
    Row,
)
from ironstride.planner.dose import Dose, dose_for
from ironstride.planner.facts import Facts
from ironstride.planner.history import HEAVY_SETS, History
from ironstride.planner.incumbent import offered_before
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame, is_novel_kind
from ironstride.planner.slots import minutes_between
from ironstride.units import MIN_PER_HOUR

SHORTLIST: Final = 5
"""House: exercises per session and need for an answer at once, the furthest up the ladder."""
HEAVY_APART_HOURS: Final = 48
LEADS: Final = frozenset(
    {
        Need.LEGS_KNEE,
        Need.LEGS_HIP,
        Need.CALF_STRAIGHT,
        Need.CALF_BENT,
        Need.UPPER_PUSH,
        Need.UPPER_PULL,
        Need.HIP,
    }
)
PARTNERS: Final = frozenset(
    {Need.UPPER_PUSH, Need.UPPER_PULL, Need.HIP, Need.FOOT, Need.BALANCE, Need.TRUNK}
)
SHORT_SESSION_MINUTES: Final = 12
"""House: in a session this short one set is a set worth doing."""
PRACTISED_SESSIONS: Final = 2
"""RD-03: after two sessions a lift is known well enough to be loaded by its phase."""
SKILL: Final = {
    LiftingExperience.NONE: 2,
    LiftingExperience.NOVICE: 2,
    LiftingExperience.INTERMEDIATE: 4,
    LiftingExperience.ADVANCED: 5,
}
"""House: the skill, 1 to 5, that comes along with experience."""
TECHNIQUE: Final = "dose.technique_before_load"
"""The rule by which a lift that isn't known well enough is loaded lightly."""


def options_of(facts: Facts, frames: tuple[SessionFrame, ...]) -> tuple[Option, ...]:
    """Return every exercise in every session; mobility belongs to the warm-up."""
    return tuple(
        Option(session=s, frame=frame, exercise=exercise)
        for s, frame in enumerate(frames)
        for exercise in facts.catalogue.exercises
        if exercise.need is not Need.MOBILITY
    )


def allowed_exercises(
    model: OptionModel, rules: tuple[OptionRule, ...], sessions: int
) -> tuple[tuple[Exercise, ...], ...]:
    """Return by session the exercises that no unary hard rule forbids."""
    forbidden: set[int] = set()
    for rule in rules:
        forbidden |= rule.encode(model, rule.values)
    found: list[list[Exercise]] = [[] for _ in range(sessions)]
    for position, option in enumerate(model.options):
        if position not in forbidden:
            found[option.session].append(option.exercise)
    return tuple(tuple(each) for each in found)


def shortlist(facts: Facts, history: History, allowed: tuple[Exercise, ...]) -> list[Exercise]:
    """Return the exercises worth looking at for an answer at once, a few for every need.

    Kept are what was done last week, the main lifts of two weeks, what is liked or demanded, and
    the highest steps of the ladder; one step of each family at most comes before a second one of
    the same family.
    """
    demanded = {m.require for m in facts.athlete.limits if m.require is not None}
    pinned = {p.exercise for p in facts.athlete.pins if p.exercise is not None}
    keep = demanded | pinned | history.last_week | facts.athlete.like | _main_lifts(facts, history)
    by_need: dict[Need, list[Exercise]] = {}
    for exercise in allowed:
        by_need.setdefault(exercise.need, []).append(exercise)
    found: list[Exercise] = []
    for need in sorted(by_need):
        ranked = sorted(by_need[need], key=lambda e: (-e.rung, e.skill, e.id))
        kept = [e for e in ranked if e.id in keep]
        rest = [e for e in ranked if e.id not in keep]
        families: dict[str, int] = {}
        turns: list[tuple[int, int, Exercise]] = []
        for position, exercise in enumerate(rest):
            turn = families.get(exercise.family, 0)
            families[exercise.family] = turn + 1
            turns.append((turn, position, exercise))
        turns.sort(key=lambda t: (t[0], t[1]))
        room = max(0, SHORTLIST - len(kept)) if len(kept) > 1 else SHORTLIST
        found.extend(kept + [exercise for _, _, exercise in turns[:room]])
    return found


def _main_lifts(facts: Facts, history: History) -> frozenset[str]:
    """Return the squats and hinges of the two weeks before: a block keeps them."""
    by_id = facts.catalogue.by_id
    return frozenset(
        e for e in history.last_week_days if any(is_main_lift(by_id[e], n) for n in PATTERNS)
    )


def heavy_possible(facts: Facts, frame: SessionFrame) -> bool:
    """Whether heavy legs are worth offering in a session; the rules decide, this saves choices."""
    body = facts.permissions.on(frame.placed.date)
    return body.heavy_lower_allowed and frame.hours_to_key >= HEAVY_APART_HOURS / 2


def build_model(
    facts: Facts,
    week: SeasonWeek,
    history: History,
    frames: tuple[SessionFrame, ...],
    allowed: tuple[tuple[Exercise, ...], ...],
    *,
    few: bool = False,
) -> ContentModel:
    """Return the choices of a week: every allowed exercise.

    Args:
        few: the shortlist alone, with what the plan before had: for an answer at once.
    """
    found: list[Choice] = []
    offered = allowed if not few else _listed(facts, week, history, frames, allowed)
    for session, frame in enumerate(frames):
        both = _crowded(frames, session)
        for exercise in offered[session]:
            for dose in _doses(facts, week, history, frame, exercise, both=both):
                if not dose.usable:
                    continue  # nobody could lift it as asked: the kit is too heavy, or a limit
                for sets in _sets(dose, frame):
                    for role in _roles(exercise, dose):
                        choice = Choice(
                            index=len(found),
                            session=session,
                            exercise=exercise,
                            sets=sets,
                            role=role,
                            dose=dose,
                        )
                        if choice.seconds <= frame.work_seconds:
                            found.append(choice)
    return ContentModel(
        facts=facts,
        week=week,
        history=history,
        frames=frames,
        choices=tuple(found),
        heavy=tuple(len(found) + s for s in range(len(frames))),
        allowed=allowed,
    )


def _listed(
    facts: Facts,
    week: SeasonWeek,
    history: History,
    frames: tuple[SessionFrame, ...],
    allowed: tuple[tuple[Exercise, ...], ...],
) -> tuple[tuple[Exercise, ...], ...]:
    """Return by session the shortlist and what the plan before had there."""
    found = []
    for here, before in zip(allowed, offered_before(facts, week.start, frames), strict=True):
        listed = shortlist(facts, history, here)
        found.append((*listed, *(e for e in here if e.id in before and e not in listed)))
    return tuple(found)


def _sets(dose: Dose, frame: SessionFrame) -> range:
    fewest = 1 if frame.placed.minutes <= SHORT_SESSION_MINUTES else dose.fewest
    return range(fewest, dose.most + 1)


def _roles(exercise: Exercise, dose: Dose) -> tuple[Role, ...]:
    """Return how an exercise may stand in its session (LP-33, LP-42).

    The priority lift and jumps are never paired; in a pair the one that needs fresh legs or
    the bigger effort goes first.
    """
    if dose.main or exercise.need is Need.POWER:
        return (Role.ALONE,)
    roles = [Role.ALONE]
    if exercise.need in LEADS:
        roles.append(Role.LEAD)
    if exercise.need in PARTNERS:
        roles.append(Role.PARTNER)
    return tuple(roles)


def _doses(
    facts: Facts,
    week: SeasonWeek,
    history: History,
    frame: SessionFrame,
    exercise: Exercise,
    *,
    both: bool,
) -> Iterator[Dose]:
    """Yield the doses on offer: heavy where heavy legs may be, lighter where they can't."""
    place, date = frame.place, frame.placed.date
    heavy = heavy_possible(facts, frame)
    known = history.knows(exercise.id, PRACTISED_SESSIONS)
    practised = known or not facts.counts(TECHNIQUE)
    first = dose_for(exercise, place, week, date, facts, heavy=heavy, practised=practised)
    yield first
    if heavy and both and first.heavy:
        yield dose_for(exercise, place, week, date, facts, heavy=False, practised=practised)


def _crowded(frames: tuple[SessionFrame, ...], session: int) -> bool:
    """Whether another session lies within the hours that two heavy ones need between them."""
    one = frames[session].placed
    return any(
        i != session
        and abs(
            minutes_between(
                (one.date, one.start_minute), (other.placed.date, other.placed.start_minute)
            )
        )
        < HEAVY_APART_HOURS * MIN_PER_HOUR
        for i, other in enumerate(frames)
    )


def structure(model: ContentModel) -> tuple[Row, ...]:
    """Return the rows that make choices a session: once each, real pairs, what heavy means."""
    rows: list[Row] = []
    for session in range(len(model.frames)):
        choices = tuple(model.in_session(session))
        rows.extend(_once(choices))
        rows.extend(_pairs(choices))
        rows.extend(_heavy(model, session, choices))
    return tuple(rows)


def _once(choices: tuple[Choice, ...]) -> Iterator[Row]:
    families: dict[str, dict[int, int]] = {}
    for choice in choices:
        families.setdefault(choice.exercise.family, {})[choice.index] = 1
    for weights in families.values():
        if len(weights) > 1:
            yield Row(weights=weights, relation=Relation.AT_MOST, bound=1)


def _pairs(choices: tuple[Choice, ...]) -> Iterator[Row]:
    """Yield rows that give every lead a partner with as many sets.

    Which of them can be matched is the rule ``time.fair_pairs``: as only exercises of one class
    compete, Hall's condition needs a row per class and no variable per pair.
    """
    for sets in sorted({c.sets for c in choices}):
        leads = {c.index: 1 for c in choices if c.role is Role.LEAD and c.sets == sets}
        partners = {c.index: 1 for c in choices if c.role is Role.PARTNER and c.sets == sets}
        if not leads:
            continue
        less = {**leads, **dict.fromkeys(partners, -1)}
        yield Row(weights=less, relation=Relation.AT_MOST, bound=0)
        yield Row(weights={i: -w for i, w in less.items()}, relation=Relation.AT_MOST, bound=0)


def _heavy(model: ContentModel, session: int, choices: tuple[Choice, ...]) -> Iterator[Row]:
    """Yield rows that set the session's heavy variable where its legs are heavy (DESIGN §4)."""
    flag = model.heavy[session]
    heavy = [c for c in choices if c.dose.heavy and c.exercise.is_lower]
    if heavy:
        sets = {c.index: c.sets for c in heavy}
        yield Row(
            weights={**sets, flag: -_most_sets(heavy)},
            relation=Relation.AT_MOST,
            bound=HEAVY_SETS - 1,
        )
    date = model.frames[session].placed.date
    for exercise in {c.exercise.id: c.exercise for c in choices}.values():
        if not is_novel_kind(exercise) or not model.history.is_novel(exercise.id, date):
            continue
        weights = {c.index: 1 for c in choices if c.exercise.id == exercise.id}
        for earlier in model.choices:
            if earlier.session < session and earlier.exercise.id == exercise.id:
                weights[earlier.index] = -1
        yield Row(weights={**weights, flag: -1}, relation=Relation.AT_MOST, bound=0)


def _most_sets(choices: list[Choice]) -> int:
    """Return the most sets that one exercise of each family can add up to: a tight big M."""
    most: dict[str, int] = {}
    for choice in choices:
        family = choice.exercise.family
        most[family] = max(most.get(family, 0), choice.sets)
    return sum(most.values())


def base_skill(facts: Facts) -> int:
    """Return the skill, 1 to 5, that an athlete brings along."""
    return SKILL[facts.athlete.profile.lifting_experience]

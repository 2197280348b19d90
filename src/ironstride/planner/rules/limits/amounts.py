"""A professional's limits on load, contacts and heavy work are kept."""

from __future__ import annotations

from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms, Relation, Row
from ironstride.planner.dose import is_heavy_set
from ironstride.planner.limit_words import source
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView, Prescribed

HEAVY = 80.0
"""RE-11: per cent of 1RM from which work is heavy."""


def _concerns(limit: Limit, exercise: Exercise) -> bool:
    if limit.exercise is not None:
        return limit.exercise == exercise.id
    if limit.region is not None:
        return exercise.regions_loaded.get(limit.region, 0) > 0
    return True


def _too_heavy(limit: Limit, choice: Choice) -> bool:
    if not _concerns(limit, choice.exercise):
        return False
    work = choice.dose.work
    if limit.max_load_kg is not None and (work.load_kg or 0) > limit.max_load_kg:
        return True
    if limit.max_percent_1rm is not None and (work.percent_1rm or 0) > limit.max_percent_1rm:
        return True
    upper = not choice.exercise.is_lower
    heavy = (work.percent_1rm or 0) >= HEAVY or choice.dose.heavy
    return heavy and limit.forbid is (Forbidden.HEAVY_UPPER if upper else Forbidden.HEAVY_LOWER)


def _forbids_heavy_legs(limit: Limit) -> bool:
    """Whether a limit is on the legs as a whole, not on what loads one region of them."""
    return limit.forbid is Forbidden.HEAVY_LOWER and limit.region is limit.exercise is None


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    rows = []
    costs = {}
    for position, frame in enumerate(model.frames):
        limits = model.facts.limits_on(frame.placed.date)
        for choice in model.in_session(position):
            if any(_too_heavy(limit, choice) for limit in limits):
                costs[choice.index] = 1
        contacts = [m.max_contacts for m in limits if m.max_contacts is not None]
        if contacts:
            rows.append(
                Row(
                    weights={c.index: c.contacts for c in model.in_session(position) if c.contacts},
                    relation=Relation.AT_MOST,
                    bound=min(contacts),
                )
            )
        if any(_forbids_heavy_legs(m) for m in limits):
            rows.append(Row(weights={model.heavy[position]: 1}, relation=Relation.AT_MOST, bound=0))
    return ContentTerms(costs=costs, rows=tuple(rows))


def _measure(view: ContentView, _: Values) -> Measured:
    breaches: list[Breach] = []
    for session in view.sessions:
        for limit in view.facts.limits_on(session.session.date):
            over = [
                f"{each.exercise.name}: {word}"
                for each in session.exercises
                for word in _words(limit, each)
            ]
            contacts = sum(each.contacts for each in session.exercises)
            if limit.max_contacts is not None and contacts > limit.max_contacts:
                over.append(f"{contacts} contacts, {limit.max_contacts} are allowed")
            whole = limit.region is None and limit.exercise is None
            if whole and limit.forbid is Forbidden.HEAVY_LOWER and session.heavy_lower:
                over.append("heavy legs are not allowed")
            breaches.extend(
                Breach(where=session.where, sentence=f"{each} ({source(limit)}).") for each in over
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _words(limit: Limit, each: Prescribed) -> list[str]:
    """Return what of an exercise goes beyond a limit."""
    exercise = each.exercise
    named = limit.exercise is None or limit.exercise == exercise.id
    here = limit.region is None or bool(exercise.regions_loaded.get(limit.region))
    found = []
    for one in (*each.ramp, *each.sets):
        percent = one.percent_1rm or 0
        if (
            named
            and here
            and limit.max_load_kg is not None
            and (one.load_kg or 0) > (limit.max_load_kg)
        ):
            found.append(f"{one.load_kg:g} kg, {limit.max_load_kg:g} kg are allowed")
        if (
            named
            and here
            and limit.max_percent_1rm is not None
            and percent > (limit.max_percent_1rm)
        ):
            found.append(f"{percent:g} % 1RM, {limit.max_percent_1rm:g} % are allowed")
        # Where the legs as a whole are meant, sets near the limit count by the session.
        narrow = limit.region is not None or limit.exercise is not None
        heavy = percent >= HEAVY or (narrow and is_heavy_set(exercise, one))
        part = Forbidden.HEAVY_LOWER if exercise.is_lower else Forbidden.HEAVY_UPPER
        if named and here and heavy and limit.forbid is part:
            found.append("heavy work is not allowed")
    return found[:1]


RULE = Rule(
    id="limits.amounts",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="breaches",
    evidence=("house",),
    parameters=(),
    title="A professional's limits on load, contacts and heavy work are kept.",
    encode=_encode,
    measure=_measure,
    why="A professional who knows you set this limit, and nothing overrides it.",
)

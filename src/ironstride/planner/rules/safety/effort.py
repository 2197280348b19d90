"""Load, reserve and holds stay within what the body permits."""

from __future__ import annotations

from ironstride.body.permissions import Permissions
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Breach, Level, PrescribedSet, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.history import HEAVY_SETS
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView, SessionView

HEAVY = 80.0
"""RE-11: per cent of 1RM from which work is heavy."""


def _beyond(exercise: Exercise, work: PrescribedSet, body: Permissions) -> bool:
    percent = work.percent_1rm or 0
    allowed = body.heavy_lower_allowed if exercise.is_lower else body.heavy_upper_allowed
    most, least, longest = body.max_percent_1rm, body.min_rir, body.max_hold_seconds
    return (
        (percent >= HEAVY and not allowed)
        or (most is not None and percent > most)
        or (least is not None and work.rir is not None and work.rir < least)
        or (longest is not None and work.seconds is not None and work.seconds > longest)
    )


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    bodies = [model.facts.permissions.on(f.placed.date) for f in model.frames]
    rows = tuple(
        _without_heavy(model, session, body)
        for session, body in enumerate(bodies)
        if not body.heavy_lower_allowed
    )
    costs = {
        c.index: 1
        for c in model.choices
        if _beyond(c.exercise, c.dose.work, bodies[c.session])
        or any(_beyond(c.exercise, ramp, bodies[c.session]) for ramp in c.dose.warm_up)
    }
    return ContentTerms(costs=costs, rows=rows)


def _without_heavy(model: ContentModel, session: int, body: Permissions) -> Row:
    """Return the row by which a session's legs are not heavy; what is merely new may be allowed."""
    if not body.new_leg_work_allowed:
        return Row(weights={model.heavy[session]: 1}, relation=Relation.AT_MOST, bound=0)
    sets = {c.index: c.sets for c in model.in_session(session) if c.dose.heavy}
    return Row(weights=sets, relation=Relation.AT_MOST, bound=HEAVY_SETS - 1)


def _is_heavy(session: SessionView, body: Permissions) -> bool:
    if not body.new_leg_work_allowed:
        return session.heavy_lower
    return sum(each.heavy_sets for each in session.exercises) >= HEAVY_SETS


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        body = view.facts.permissions.on(session.session.date)
        if not body.heavy_lower_allowed and _is_heavy(session, body):
            breaches.append(
                Breach(where=session.where, sentence="Heavy legs are not permitted now.")
            )
        for each in session.exercises:
            for one in (*each.ramp, *each.sets):
                fault = _fault(each.exercise, one, body)
                if fault is not None:
                    breaches.append(
                        Breach(where=session.where, sentence=f"{each.exercise.name}: {fault}.")
                    )
                    break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _fault(exercise: Exercise, one: PrescribedSet, body: Permissions) -> str | None:
    """Return what of a set goes beyond what is permitted, in words."""
    percent = one.percent_1rm
    if percent is not None:
        if body.max_percent_1rm is not None and percent > body.max_percent_1rm:
            return f"{percent:g} % 1RM, {body.max_percent_1rm:g} % are permitted"
        heavy = body.heavy_lower_allowed if exercise.is_lower else body.heavy_upper_allowed
        if not heavy and percent >= HEAVY:
            return f"{percent:g} % 1RM is heavy, which is not permitted"
    if one.rir is not None and body.min_rir is not None and one.rir < body.min_rir:
        return f"{one.rir:g} in reserve, at least {body.min_rir:g} are wanted"
    longest = body.max_hold_seconds
    if one.seconds is not None and longest is not None and one.seconds > longest:
        return f"{one.seconds:g} s held, {longest:g} s are permitted"
    return None


RULE = Rule(
    id="safety.effort",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("SC-02", "SC-03", "SC-04", "SC-05", "RM-09"),
    parameters=(),
    title="Load, reserve and holds stay within what screening and the day permit.",
    encode=_encode,
    measure=_measure,
    why="What you said at screening or today keeps the effort lower.",
)

"""A block keeps its squat and its hinge, from the first practice to the last heavy week."""

from __future__ import annotations

from collections.abc import Iterable

from ironstride.domain.athlete import Place
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _kept(
    facts: Facts, history: History, places: Iterable[Place], values: Values
) -> dict[Need, frozenset[str]]:
    """Return by pattern the lifts of the two weeks before; none where they have run long enough."""
    kits = [place.equipment for place in places]
    found = {}
    for need in PATTERNS:
        lifts = {
            e
            for e in history.last_week_days
            if is_main_lift(facts.catalogue.by_id[e], need)
            and any(n <= kit for n in facts.catalogue.by_id[e].equipment for kit in kits)
        }
        if lifts and all(history.weeks_running.get(e, 0) < values["weeks"] for e in lifts):
            found[need] = frozenset(lifts)
    return found


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    kept = _kept(model.facts, model.history, (f.place for f in model.frames), values)
    return model.per_choice(
        lambda c: sum(
            is_main_lift(c.exercise, need) and c.exercise.id not in lifts
            for need, lifts in kept.items()
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    kits = {session.frame.place.equipment for session in view.sessions}
    by_id = view.facts.catalogue.by_id
    breaches = []
    for session, each in view.all():
        need = each.exercise.need
        if need not in PATTERNS or not is_main_lift(each.exercise, need):
            continue
        before = [
            by_id[name]
            for name in sorted(view.history.last_week_days)
            if is_main_lift(by_id[name], need)
            and not all(needed - kit for needed in by_id[name].equipment for kit in kits)
        ]
        longest = max((view.history.weeks_running.get(e.id, 0) for e in before), default=0)
        if before and longest < values["weeks"] and each.exercise not in before:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name} takes the place of {before[0].name}.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="continuity.main_lifts",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=80,
    unit="main lifts that were not there before",
    evidence=("RE-05", "LP-24", "RD-03"),
    parameters=(
        Parameter(name="weeks", value=8, unit="weeks", low=4, high=16, evidence=("house",)),
    ),
    title="The squat and the hinge that were begun stay for eight weeks.",
    encode=_encode,
    measure=_measure,
    why="A lift gets heavy by being repeated: the one that was learned is the one that is loaded.",
)

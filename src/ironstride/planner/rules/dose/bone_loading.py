"""From fifty on building weeks hold impacts, for bone, where jumps are allowed."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView

PHASES = frozenset({Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE})


def _wanted(facts: Facts, week: SeasonWeek, values: Values) -> int:
    """Return the contacts a week should hold: none for the young, where barred, or when light."""
    aged = facts.age >= values["age"]
    if not aged or week.phase not in PHASES or week.light or not facts.permissions.impact_allowed:
        return 0
    return int(values["contacts"])


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    wanted = _wanted(model.facts, model.week, values)
    if not wanted or not model.frames:
        return ContentTerms()
    weights = {c.index: c.contacts for c in model.choices if c.contacts}
    return ContentTerms(rows=(Row(weights=weights, relation=Relation.SHORT, bound=wanted),))


def _measure(view: ContentView, values: Values) -> Measured:
    facts = view.facts
    if facts.age < values["age"] or not facts.permissions.impact_allowed or not view.sessions:
        return KEPT
    if view.week.phase not in PHASES or view.week.light:
        return KEPT
    done = sum(each.contacts for _, each in view.all())
    short = int(values["contacts"]) - done
    if short <= 0:
        return KEPT
    return Measured(
        amount=short,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=short,
                sentence=f"{done} of {values['contacts']:g} impacts for the bones.",
            ),
        ),
    )


RULE = Rule(
    id="dose.bone_loading",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=1,
    unit="impacts missing",
    evidence=("LG-10", "LG-11", "LG-14", "LG-16"),
    parameters=(
        Parameter(name="age", value=50, unit="years", low=40, high=60, evidence=("house",)),
        Parameter(
            name="contacts", value=40, unit="contacts", low=20, high=100, evidence=("LG-14",)
        ),
    ),
    title="From fifty on building weeks hold forty impacts for the bones, where jumps are allowed.",
    encode=_encode,
    measure=_measure,
    why="Bones answer to short, hard impacts, which running alone gives little of.",
)

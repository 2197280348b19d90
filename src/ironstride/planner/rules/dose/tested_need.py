"""What a self-test found weak gets a set more in every week that loads."""

from __future__ import annotations

from ironstride.body.findings import more_sets
from ironstride.domain.assessment import Does
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.need_rule import WORDS
from ironstride.planner.needs import LOADING_PHASES, targets
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView

ASKS = frozenset({Does.WEAK_SIDE_FIRST, Does.MORE_SETS})


def _bounds(facts: Facts, week: SeasonWeek, history: History) -> dict[Need, int]:
    """Return by need the sets that the week still wants, those for a weakness on top.

    A need that the week wants none of, or has had all of, wants none for a weakness, either.
    """
    if week.phase not in LOADING_PHASES or week.light:
        return {}
    extra = more_sets(facts.effects_on(week.start))
    wanted = targets(facts, week, history) if extra else {}
    return {need: wanted[need] + sets for need, sets in extra.items() if need in wanted}


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if not model.frames:
        return ContentTerms()
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: c.sets for c in model.choices if c.exercise.need is need},
                relation=Relation.SHORT,
                bound=bound,
            )
            for need, bound in sorted(_bounds(model.facts, model.week, model.history).items())
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    week = view.week
    if week.phase not in LOADING_PHASES or week.light or not view.sessions:
        return KEPT
    amount = 0
    breaches = []
    for need, wanted in sorted(targets(view.facts, week, view.history).items()):
        asked = [
            effect.rule.sets
            for effect in view.facts.effects
            if effect.rule.does in ASKS and need in effect.rule.needs and week.start <= effect.until
        ]
        missing = wanted + max(asked) - view.sets_of(need) if asked else 0
        if missing > 0:
            amount += missing
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    amount=missing,
                    sentence=f"{WORDS[need].capitalize()}: {missing} sets missing to what a test "
                    "asks for.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.tested_need",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=90,
    unit="missing sets",
    evidence=("NT-03", "NT-16", "NT-20", "NT-21", "NT-24", "house"),
    parameters=(),
    title="What a self-test found weak gets one set more a week.",
    encode=_encode,
    measure=_measure,
    why="A test showed that this is the weaker part.",
)

"""What found no room last week comes first this week.

The weight (house) outweighs the sets that a need of two or three loses for a week, and not the legs
and calves: they stay in every week, the others take turns over two.
"""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import done_in_week, targets
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if not model.history.last_week:
        return ContentTerms()
    by_id = model.facts.catalogue.by_id
    done = {by_id[e].need for e in done_in_week(model.facts, model.week.start)}
    rows = []
    for need in targets(model.facts, model.week, model.history):
        if need not in done and model.history.sets_last_week.get(need, 0) == 0:
            weights = {c.index: 1 for c in model.choices if c.exercise.need is need}
            rows.append(Row(weights=weights, relation=Relation.SHORT, bound=1))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, _: Values) -> Measured:
    if not view.history.last_week:
        return KEPT
    by_id = view.facts.catalogue.by_id
    now = {each.exercise.need for _session, each in view.all()}
    now |= {by_id[e].need for e in done_in_week(view.facts, view.week.start)}
    last = {need for need, sets in view.history.sets_last_week.items() if sets}
    waiting = [
        n for n in targets(view.facts, view.week, view.history) if n not in now and n not in last
    ]
    return Measured(
        amount=len(waiting),
        breaches=tuple(
            Breach(
                where=view.week.start.isoformat(),
                sentence=f"{need.replace('-', ' ').capitalize()}: none for two weeks.",
            )
            for need in waiting
        ),
    )


RULE = Rule(
    id="variety.rotation",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=80,
    unit="needs without work for two weeks",
    evidence=("LP-40", "CT-25"),
    parameters=(),
    title="What does not fit into one week comes in the next.",
    encode=_encode,
    measure=_measure,
    why="It found no room last week, so it comes first now.",
)

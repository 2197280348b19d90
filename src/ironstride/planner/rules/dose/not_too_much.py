"""No need gets far more sets than its target while others wait."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.needs import done_in_week, sets_done, whole_targets
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _done(facts: Facts, monday: dt.date, need: Need) -> int:
    return sets_done(facts, monday, lambda e: e.need is need)


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    wanted = whole_targets(model.facts, model.week, model.history)
    spare = int(values["spare"])
    rows = []
    for need in Need:
        weights = {c.index: c.sets for c in model.choices if c.exercise.need is need}
        if weights:
            most = wanted[need] + spare if need in wanted else 0
            left = max(0, most - _done(model.facts, model.week.start, need))
            rows.append(Row(weights=weights, relation=Relation.OVER, bound=left))
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    wanted = whole_targets(view.facts, view.week, view.history)
    by_id = view.facts.catalogue.by_id
    done = [(by_id[e].need, n) for e, n in done_in_week(view.facts, view.week.start).items()]
    amount = 0
    breaches = []
    for need in {each.exercise.need for _, each in view.all()}:
        most = wanted[need] + int(values["spare"]) if wanted.get(need) else 0
        most = max(0, most - sum(sets for one, sets in done if one is need))
        over = view.sets_of(need) - most
        if over > 0:
            amount += over
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=over,
                    sentence=f"{need.replace('-', ' ').capitalize()}: {over} sets beyond {most}.",
                )
            )
    return Measured(amount=amount, breaches=tuple(sorted(breaches, key=lambda b: b.sentence)))


RULE = Rule(
    id="dose.not_too_much",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=15,
    unit="sets too many",
    evidence=("LP-31",),
    parameters=(Parameter(name="spare", value=1, unit="sets", low=0, high=4, evidence=("house",)),),
    title="No part of the body gets far more than its share.",
    encode=_encode,
    measure=_measure,
    why="Beyond a few hard sets a week little is gained and much is sore.",
)

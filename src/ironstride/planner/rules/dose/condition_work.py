"""Regions that hurt or have hurt get the work that makes them sturdier."""

from __future__ import annotations

import datetime as dt

from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.needs import done_in_week, sets_done
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView

HELPS: dict[Region, tuple[Need, ...]] = {
    Region.FOOT: (Need.FOOT,),
    Region.PLANTAR_HEEL: (Need.CALF_STRAIGHT, Need.FOOT),
    Region.ACHILLES: (Need.CALF_STRAIGHT, Need.CALF_BENT),
    Region.ANKLE: (Need.BALANCE, Need.CALF_STRAIGHT),
    Region.CALF: (Need.CALF_STRAIGHT, Need.CALF_BENT),
    Region.SHIN: (Need.CALF_BENT, Need.FOOT),
    Region.KNEE_FRONT: (Need.HIP, Need.LEGS_KNEE),
    Region.KNEE_OUTER: (Need.HIP,),
    Region.HAMSTRING: (Need.LEGS_HIP,),
    Region.HAMSTRING_ORIGIN: (Need.LEGS_HIP,),
    Region.HIP_OUTER: (Need.HIP,),
    Region.LOW_BACK: (Need.TRUNK,),
}
"""PF-03, IT-01, MT-04, AC-01, PL-01, GT-01, PH-01, CS-01, AN-01, LB-03."""


def _needs(facts: Facts) -> tuple[Need, ...]:
    found = {n for c in facts.athlete.conditions for n in HELPS.get(c.region, ())}
    return tuple(sorted(found))


def _done(facts: Facts, monday: dt.date, need: Need) -> int:
    return sets_done(facts, monday, lambda e: e.need is need)


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    sets = int(values["sets"])
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: c.sets for c in model.choices if c.exercise.need is need},
                relation=Relation.SHORT,
                bound=sets - _done(model.facts, model.week.start, need) if model.frames else 0,
            )
            for need in _needs(model.facts)
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if not view.sessions:
        return Measured(amount=0)
    wanted = {
        n for c in view.facts.athlete.conditions if c.region in HELPS for n in HELPS[c.region]
    }
    by_id = view.facts.catalogue.by_id
    logged = done_in_week(view.facts, view.week.start)
    amount = 0
    breaches = []
    for need in sorted(wanted):
        before = sum(sets for exercise, sets in logged.items() if by_id[exercise].need is need)
        done = view.sets_of(need) + before
        missing = int(values["sets"]) - done
        if missing > 0:
            amount += missing
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=missing,
                    sentence=f"{need.replace('-', ' ').capitalize()}: {missing} sets missing for "
                    "what has hurt.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.condition_work",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=12,
    unit="missing sets",
    evidence=("PF-03", "IT-01", "MT-04", "AC-01", "PL-01", "GT-01", "TL-07"),
    parameters=(Parameter(name="sets", value=4, unit="sets", low=2, high=9, evidence=("house",)),),
    title="What hurts or has hurt gets the work that makes it sturdier.",
    encode=_encode,
    measure=_measure,
    why="A region that has hurt is the likeliest to hurt again.",
)

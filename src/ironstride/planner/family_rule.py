"""The shape of the rules that want some sets of some families in every week that loads."""

from __future__ import annotations

from ironstride.domain.exercise import Family
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import (
    ContentModel,
    ContentRule,
    ContentTerms,
    Relation,
    Row,
)
from ironstride.planner.facts import Facts
from ironstride.planner.needs import LOADING_PHASES, done_in_week, sets_done
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView


def family_rule(
    *,
    name: str,
    families: frozenset[Family],
    called: str,
    weight: int,
    evidence: tuple[str, ...],
    title: str,
    why: str,
) -> ContentRule:
    """Return the rule that a week which loads holds some sets of some families.

    Args:
        called: what the sets are for, as the breach's sentence says it ("of hinging").
    """

    def _done(facts: Facts, week: SeasonWeek) -> int:
        return sets_done(facts, week.start, lambda e: e.family in families)

    def encode(model: ContentModel, values: Values) -> ContentTerms:
        if model.week.phase not in LOADING_PHASES:
            return ContentTerms()
        row = Row(
            weights=model.weights(lambda c: c.sets * (c.exercise.family in families)),
            relation=Relation.SHORT,
            bound=int(values["sets"]) - _done(model.facts, model.week) if model.frames else 0,
        )
        return ContentTerms(rows=(row,))

    def measure(view: ContentView, values: Values) -> Measured:
        if view.week.phase not in LOADING_PHASES or not view.sessions:
            return KEPT
        done = sum(each.working for _, each in view.all() if each.exercise.family in families)
        by_id = view.facts.catalogue.by_id
        for exercise, sets in done_in_week(view.facts, view.week.start).items():
            done += sets * (by_id[exercise].family in families)
        missing = int(values["sets"]) - done
        if missing <= 0:
            return KEPT
        return Measured(
            amount=missing,
            breaches=(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=missing,
                    sentence=f"{done} sets {called}.",
                ),
            ),
        )

    return Rule(
        id=f"dose.{name}",
        level=Level.CONTENT,
        strength=Strength.SOFT,
        weight=weight,
        unit="missing sets",
        evidence=evidence,
        parameters=(
            Parameter(name="sets", value=2, unit="sets", low=1, high=6, evidence=("house",)),
        ),
        title=title,
        encode=encode,
        measure=measure,
        why=why,
    )

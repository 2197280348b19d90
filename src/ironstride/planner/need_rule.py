"""The shape that all rules of the week's needs share: what is missing to a target, squared."""

from __future__ import annotations

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import (
    ContentModel,
    ContentRule,
    ContentTerms,
    Curve,
    Relation,
    Row,
)
from ironstride.planner.needs import targets
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView

WORDS: dict[Need, str] = {
    Need.LEGS_KNEE: "squat and step",
    Need.LEGS_HIP: "hinge and bridge",
    Need.CALF_STRAIGHT: "calf, straight knee",
    Need.CALF_BENT: "calf, bent knee",
    Need.HIP: "hip",
    Need.FOOT: "foot and shin",
    Need.TRUNK: "trunk",
    Need.UPPER_PUSH: "push",
    Need.UPPER_PULL: "pull",
    Need.POWER: "jumps",
    Need.BALANCE: "balance",
    Need.MOBILITY: "mobility",
}


def need_rule(
    *,
    name: str,
    needs: tuple[Need, ...],
    weight: int,
    evidence: tuple[str, ...],
    title: str,
    why: str,
) -> ContentRule:
    """Return the rule that a week reaches its sets for some needs; the shortfall is squared."""

    def encode(model: ContentModel, _: Values) -> ContentTerms:
        wanted = targets(model.facts, model.week, model.history)
        rows = tuple(
            Row(
                weights={c.index: c.sets for c in model.choices if c.exercise.need is need},
                relation=Relation.SHORT,
                bound=wanted[need],
                curve=Curve.SQUARE,
            )
            for need in needs
            if need in wanted
        )
        return ContentTerms(rows=rows)

    def measure(view: ContentView, _: Values) -> Measured:
        breaches = []
        amount = 0
        for need, sets in targets(view.facts, view.week, view.history).items():
            if need not in needs:
                continue
            done = view.sets_of(need)
            if done < sets:
                amount += (sets - done) ** 2
                breaches.append(
                    Breach(
                        where=view.week.start.isoformat(),
                        amount=sets - done,
                        sentence=f"{WORDS[need].capitalize()}: {done} of {sets} sets.",
                    )
                )
        return Measured(amount=amount, breaches=tuple(breaches))

    return Rule(
        id=f"dose.{name}",
        level=Level.CONTENT,
        strength=Strength.SOFT,
        weight=weight,
        unit="missing sets, squared",
        evidence=evidence,
        parameters=(),
        title=title,
        encode=encode,
        measure=measure,
        why=why,
    )

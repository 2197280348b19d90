"""Only exercises that do not compete are paired; jumps, carries, the priority lift stand alone."""

from __future__ import annotations

from ironstride.domain.exercise import Exercise, Family, LoadKind, Need
from ironstride.domain.plan import BlockKind, Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Role, Row
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView

LEGS = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP, Need.CALF_STRAIGHT, Need.CALF_BENT, Need.POWER})


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    rows = []
    for position in range(len(model.frames)):
        paired = [c for c in model.in_session(position) if c.role is not Role.ALONE]
        for sets in sorted({c.sets for c in paired}):
            same = [c for c in paired if c.sets == sets]
            leads = {c.index: -1 for c in same if c.role is Role.LEAD}
            for each in sorted({c.pair_class for c in same}):
                weights = dict(leads)
                for choice in same:
                    if choice.pair_class is each:
                        weights[choice.index] = weights.get(choice.index, 0) + 1
                weights = {i: w for i, w in weights.items() if w}
                rows.append(Row(weights=weights, relation=Relation.AT_MOST, bound=0))
    alone = {
        c.index: 1
        for c in model.choices
        if c.role is not Role.ALONE and (c.contacts or _is_carried(c.exercise))
    }
    return ContentTerms(costs=alone, rows=tuple(rows))


def _is_carried(exercise: Exercise) -> bool:
    """Whether hands are tired by it: what is done in turn often needs them, too."""
    return exercise.family is Family.CARRY and exercise.load_kind is LoadKind.EXTERNAL


def _group(need: Need) -> str:
    return "legs" if need in LEGS else need.value


def _measure(view: ContentView, _: Values) -> Measured:
    breaches: list[Breach] = []
    for session in view.sessions:
        blocks: dict[int, list[str]] = {}
        for each in session.exercises:
            if each.kind is BlockKind.SUPERSET:
                blocks.setdefault(each.block, []).append(_group(each.exercise.need))
        breaches.extend(
            Breach(
                where=session.where,
                sentence=f"{each.exercise.name} is a jump, and jumps want fresh legs: alone.",
            )
            for each in session.exercises
            if each.kind is BlockKind.SUPERSET and each.exercise.contacts_per_rep > 0
        )
        breaches.extend(
            Breach(
                where=session.where,
                sentence=f"{each.exercise.name} tires the grip and walks away: alone.",
            )
            for each in session.exercises
            if each.kind is BlockKind.SUPERSET
            and (each.exercise.family, each.exercise.load_kind) == ("carry", "external")
        )
        breaches.extend(
            Breach(where=session.where, sentence=f"{groups[0].capitalize()} is paired with itself.")
            for groups in blocks.values()
            if len(groups) != len(set(groups))
        )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="time.fair_pairs",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="pairs",
    evidence=("LP-42",),
    parameters=(),
    title="Only exercises that do not compete are done in turn; jumps and loaded carries never.",
    encode=_encode,
    measure=_measure,
    why="One works while the other rests, so they must not be the same muscles.",
)

"""Balance and chair rises are in every week that loads where a self-test of health flags them."""

from __future__ import annotations

from ironstride.body.findings import Effect
from ironstride.domain.assessment import Does
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.needs import LOADING_PHASES, done_in_week, sets_done
from ironstride.planner.rule import KEPT, Measured, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView


def serves(effect: Effect, exercise: Exercise) -> bool:
    """Whether an exercise is of the kind that an effect wants every week."""
    rule = effect.rule
    return exercise.need in rule.needs and (not rule.families or exercise.family in rule.families)


def _wanted(facts: Facts, week: SeasonWeek) -> tuple[Effect, ...]:
    """Return the flags in force, one for each kind of work: two tests may ask for the same."""
    found: dict[tuple[object, ...], Effect] = {}
    for effect in facts.effects_on(week.start):
        if effect.rule.does is Does.EVERY_WEEK:
            kind = (effect.rule.needs, effect.rule.families)
            held = found.get(kind)
            if held is None or held.rule.sets < effect.rule.sets:
                found[kind] = effect
    return tuple(found.values())


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    if model.week.phase not in LOADING_PHASES or not model.frames:
        return ContentTerms()
    return ContentTerms(
        rows=tuple(_row(model, effect) for effect in _wanted(model.facts, model.week))
    )


def _row(model: ContentModel, effect: Effect) -> Row:
    done = sets_done(model.facts, model.week.start, lambda e: serves(effect, e))
    return Row(
        weights=model.weights(lambda c: c.sets * serves(effect, c.exercise)),
        relation=Relation.SHORT,
        bound=effect.rule.sets - done,
    )


def _measure(view: ContentView, _: Values) -> Measured:
    week = view.week
    if week.phase not in LOADING_PHASES or not view.sessions:
        return KEPT
    by_id = view.facts.catalogue.by_id
    done = [(by_id[e], sets) for e, sets in done_in_week(view.facts, week.start).items()]
    done += [(each.exercise, each.working) for _, each in view.all()]
    most: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for effect in view.facts.effects:
        rule = effect.rule
        if rule.does is Does.EVERY_WEEK and week.start <= effect.until:
            kind = (rule.needs, rule.families)
            most[kind] = max(most.get(kind, 0), rule.sets)
    amount = 0
    breaches = []
    for (needs, families), sets in most.items():
        held = sum(n for e, n in done if e.need in needs and (not families or e.family in families))
        if held < sets:
            amount += sets - held
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    amount=sets - held,
                    sentence=f"{' and '.join(needs).replace('-', ' ').capitalize()}: {held} of "
                    f"{sets} sets that a test asks for.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.tested_weekly",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=90,
    unit="missing sets",
    evidence=("NT-05", "NT-06", "NT-08", "LG-04", "LG-17"),
    parameters=(),
    title="Where a test of balance or of rising is failed, that work is in every week.",
    encode=_encode,
    measure=_measure,
    why="Balance and getting up are what staying on your feet rests on.",
)

"""The lifts that can become heavy are practised before they do."""

from __future__ import annotations

from functools import partial

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.main_lifts import PATTERNS, is_main_lift
from ironstride.planner.needs import LOADING_PHASES, done_in_week, sets_done
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView


def _applies(facts: Facts, week: SeasonWeek) -> bool:
    """Whether this is the time: the base block, for people new to lifting all blocks that load."""
    if facts.is_experienced:
        return week.phase is Phase.ADAPTATION
    return week.phase in LOADING_PHASES


def _wanted(week: SeasonWeek, values: Values) -> int:
    return int(values["sets"]) // (2 if week.light else 1)


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not _applies(model.facts, model.week):
        return ContentTerms()
    kits = {frame.place.equipment for frame in model.frames}

    def has_kit(need: Need) -> bool:
        return any(
            needed <= kit
            for each in model.facts.catalogue.exercises
            if is_main_lift(each, need)
            for needed in each.equipment
            for kit in kits
        )

    rows = []
    for need in filter(has_kit, PATTERNS):
        done = sets_done(model.facts, model.week.start, partial(is_main_lift, need=need))
        rows.append(
            Row(
                weights={c.index: c.sets for c in model.choices if is_main_lift(c.exercise, need)},
                relation=Relation.SHORT,
                bound=_wanted(model.week, values) - done,
            )
        )
    return ContentTerms(rows=tuple(rows))


def _measure(view: ContentView, values: Values) -> Measured:
    phases = {Phase.ADAPTATION} if view.facts.is_experienced else LOADING_PHASES
    if view.week.phase not in phases:
        return KEPT
    wanted = int(values["sets"])
    if view.week.light:
        wanted //= 2
    logged = done_in_week(view.facts, view.week.start)
    amount = 0
    breaches = []
    for need, called in PATTERNS.items():
        lifts = {e.id: e for e in view.facts.catalogue.exercises if is_main_lift(e, need)}
        if not any(
            session.frame.place.equipment >= needed
            for session in view.sessions
            for lift in lifts.values()
            for needed in lift.equipment
        ):
            continue
        done = sum(sets for exercise, sets in logged.items() if exercise in lifts)
        done += sum(each.working for _, each in view.all() if each.exercise.id in lifts)
        if done < wanted:
            amount += wanted - done
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=wanted - done,
                    sentence=f"{done} of {wanted} sets of {called} with a lift that can become "
                    "heavy.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.learn_main_lifts",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=16,
    unit="missing sets",
    evidence=("RD-01", "RD-03"),
    parameters=(Parameter(name="sets", value=3, unit="sets", low=1, high=6, evidence=("house",)),),
    title="The lifts that can become heavy are practised first.",
    encode=_encode,
    measure=_measure,
    why="A lift that will be heavy is learned while it is light: one squat, one hinge.",
)

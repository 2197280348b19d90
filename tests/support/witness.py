"""Whether a rule shapes a runner's plan: without it the plan breaks it more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from benchmarks.runners import Runner
from ironstride.domain.plan import Phase, Plan, PlannedWeek
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.ledger import placed_before, season_view, week_lines
from ironstride.planner.request import PlanRequest
from ironstride.planner.rule import Rule
from ironstride.planner.rulebook import rulebook
from ironstride.planner.rules import SEASON_RULES, WEEK_RULES
from ironstride.planner.season import SeasonWeek, solve_season
from ironstride.planner.slots import Slot
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import WeekView
from tests.support.planning import Scene, placed, without
from tests.support.rule_words import MONDAY, weeks_of

SEASONS: Final = frozenset(rule.id for rule in SEASON_RULES)
PLACEMENTS: Final = frozenset(rule.id for rule in WEEK_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A runner who shows a rule.

    Args:
        phase: what the week is for; None: what the season says.
        week: which week of the plan; those before it are planned first.
        previous: phases of the plan before, from this week on, in words (``power x4``).
        previewed: whether the plan before is the quick one of these very facts.
    """

    runner: Runner
    phase: Phase | None = None
    light: bool = False
    week: int = 0
    previous: tuple[str, ...] = ()
    previewed: bool = False


def amounts(rule: Rule[Any, Any, Any], witness: Witness) -> tuple[int, int]:
    """Return what the rule counts on the plan made with it, and on the one made without it."""
    request = witness.runner.request(weeks=16, detail=1 + witness.week)
    facts = facts_of(replace(request, previous=_plan_before(witness, request)))
    if rule.id in SEASONS:
        return _season(rule, facts, off=False), _season(rule, facts, off=True)
    scene = _scene(facts, witness)
    if rule.id in PLACEMENTS:
        slots = scene.best_slots()
        return _placement(rule, scene, slots), _placement(
            rule, scene, scene.but(rule.id).best_slots()
        )
    slots = scene.best_slots()
    found = []
    for each in (scene, scene.but(rule.id)):
        model = each.content(slots)
        week = each.build(model, each.solve(model).chosen)
        lines = week_lines(facts, rulebook(), week, scene.earlier)
        found.append(next(int(x.amount) for x in lines if x.rule == rule.id))
    return found[0], found[1]


def shows(rule: Rule[Any, Any, Any], witness: Witness) -> bool:
    """Whether the plan breaks the rule more without it."""
    with_it, without_it = amounts(rule, witness)
    return without_it > with_it


def _plan_before(witness: Witness, request: PlanRequest) -> Plan | None:
    if witness.previewed:
        return make_plan(request, preview=True)
    if not witness.previous:
        return None
    return Plan(
        today=MONDAY,
        seed=1,
        engine="test",
        stops=(),
        runs=(),
        weeks=tuple(
            PlannedWeek(start=w.start, phase=w.phase, light=w.light, sessions=(), reasons=())
            for w in weeks_of(list(witness.previous), MONDAY)
        ),
        analysis=(),
        proofs=(),
    )


def _season(rule: Rule[Any, Any, Any], facts: Facts, *, off: bool) -> int:
    rules = without(rulebook(), rule.id).season if off else rulebook().season
    weeks = tuple(
        PlannedWeek(start=w.start, phase=w.phase, light=w.light, sessions=(), reasons=())
        for w in solve_season(facts, rules).weeks
    )
    return int(rule.measure(season_view(facts, weeks), rule.values).amount)


def _scene(facts: Facts, witness: Witness) -> Scene:
    season = solve_season(facts, rulebook().season).weeks
    earlier: list[PlannedWeek] = []
    for position in range(witness.week):
        week = _asked(season[position], witness)
        earlier.append(Scene(facts=facts, week=week, earlier=tuple(earlier)).planned())
    return Scene(facts=facts, week=_asked(season[witness.week], witness), earlier=tuple(earlier))


def _asked(week: SeasonWeek, witness: Witness) -> SeasonWeek:
    if witness.phase is None:
        return week
    return SeasonWeek(start=week.start, phase=witness.phase, light=witness.light)


def _placement(rule: Rule[Any, Any, Any], scene: Scene, slots: tuple[Slot, ...]) -> int:
    view = WeekView(
        facts=scene.facts,
        week=scene.week,
        wanted=wanted_sessions(scene.facts, scene.week).sessions,
        sessions=tuple(placed(s) for s in slots),
        before=placed_before(scene.earlier),
        leg_sessions=scene.history.leg_sessions,
    )
    return int(rule.measure(view, rule.values).amount)

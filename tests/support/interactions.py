"""Situations in which two rules pull against each other, and which of them gives way.

A case is a situation in the words of the cases in ``tests/rules`` with two rules: ``wins`` and
``gives_way``. The best plan of its level is asked for with all rules, then without the winner.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ironstride.domain.plan import Level
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Rule
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonView, solve_season, state_before
from ironstride.planner.sessions import ContentView, content_view
from ironstride.planner.week import WeekView, solve_week
from tests.support.planning import Scene, placed
from tests.support.rule_cases import OWN_KEYS, RULES_FOLDER, facts_for
from tests.support.rule_situations import season_week, slots_for

FILE: Final = RULES_FOLDER.parent / "interactions.toml"
LIMIT: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One situation; ``given`` as in the cases of rules, with ``sessions`` for a content."""

    name: str
    wins: str
    gives_way: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """What two rules count on the best plan of all rules, and on the best without the winner."""

    winner: int
    other: int
    winner_off: int
    other_off: int


def read_interactions(path: Path = FILE) -> tuple[Interaction, ...]:
    """Return the cases of the file.

    Raises:
        ValueError: a key is unknown.
    """
    found = []
    for row in tomllib.loads(path.read_text("utf-8"))["case"]:
        names = {key: row.pop(key) for key in ("name", "wins", "gives_way")}
        if unknown := set(row) - OWN_KEYS:
            raise ValueError(f"{names['name']!r} has unknown keys {sorted(unknown)}")
        found.append(Interaction(**names, given=row))
    return tuple(found)


def scene_of(given: Mapping[str, Any], level: Level) -> Scene:
    """Return the week of a situation, or the first one of its season."""
    facts = facts_for({**given, "weeks": ["adaptation x12"]} if level is Level.SEASON else given)
    return Scene(facts=facts, week=season_week(given))


def best_view(scene: Scene, level: Level, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 (any level's)
    """Return the best plan of a level as its rules measure it."""
    if level is Level.SEASON:
        return _season(scene.facts, scene.book)
    return _week(scene) if level is Level.WEEK else _content(scene, given)


def _season(facts: Facts, book: Rulebook) -> SeasonView:
    weeks = solve_season(facts, book.season).weeks
    return SeasonView(facts=facts, weeks=weeks, before=state_before(facts))


def _week(scene: Scene) -> WeekView:
    models = scene.placements()
    found = solve_week(models, scene.book.week)
    if found is None:
        raise ArithmeticError("no placement")
    return WeekView(
        facts=scene.facts,
        week=scene.week,
        wanted=models[0].wanted,
        sessions=tuple(map(placed, found.sessions)),
        before=models[0].before,
        leg_sessions=models[0].leg_sessions,
    )


def _content(scene: Scene, given: Mapping[str, Any]) -> ContentView:
    model = scene.content(slots_for(given, scene.facts))
    solution = scene.solve(model, LIMIT)
    if not solution.optimal:
        raise ArithmeticError("not proven: make the case smaller")
    return content_view(scene.facts, scene.build(model, solution.chosen), scene.history)


def pull_of(case: Interaction, rules: Mapping[str, Rule[Any, Any, Any]]) -> Pull:
    """Return what the two rules of a case count with and without the winner."""
    winner, other = rules[case.wins], rules[case.gives_way]
    scene = scene_of(case.given, winner.level)
    best = best_view(scene, winner.level, case.given)
    off = best_view(scene.but(winner.id), winner.level, case.given)
    return Pull(
        winner=winner.measure(best, winner.values).amount,
        other=other.measure(best, other.values).amount,
        winner_off=winner.measure(off, winner.values).amount,
        other_off=other.measure(off, other.values).amount,
    )

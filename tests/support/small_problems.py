"""Small problems by number, the same ones every time: at most 25 exercises, one or two sessions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from benchmarks.named_runners import results_of
from benchmarks.runners import (
    EVENTS,
    KITS,
    MONDAY,
    WEEKS,
    Runner,
    away,
    document,
    race,
    window,
)
from ironstride.catalogue.self_tests import known_tests
from ironstride.domain.athlete import Athlete
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Catalogue
from ironstride.importers.athlete_file import read_athlete_document
from ironstride.planner.request import PlanRequest
from tests.support.rule_cases import GYM, known
from tests.support.small_catalogue import small_catalogue

SEED: Final = "2026-11-23 small"
EXERCISES: Final = (12, 18, 25)
SESSIONS: Final = (1, 2, 2)
WEEKS_LONG: Final = (2, 5, 9)
LOGGED: Final = ("chair-squat 12", "bridge 12", "calf-raise 15", "plank 1", "pogo 10",
                 "goblet-squat 8 12", "back-squat 5 60", "deadlift 5 60", "push-up 8")  # fmt: skip
LIMITS: Final[tuple[Mapping[str, Any], ...]] = (
    {"forbid": "impact"},
    {"forbid": "heavy-lower"},
    {"forbid": "exercise", "exercise": "calf-raise"},
    {"max_contacts": 20},
    {"max_percent_1rm": 70},
    {"max_sessions_per_week": 1},
    {"region": "achilles", "max_load_kg": 10},
    {"require": "bridge"},
)
TESTS: Final = ("heel-raise", "one-leg-rise", "stance-eyes-open", "side-plank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A request over few exercises, and the week of its season that is looked at."""

    number: int
    request: PlanRequest
    position: int


def problem(number: int) -> Problem:
    """Return the problem of a number."""
    dice = random.Random(f"{SEED} {number}")
    catalogue = few_exercises(dice)
    ids = [str(e.id) for e in catalogue.exercises]
    tables = _tables(dice, ids)
    weeks = dice.choice(WEEKS_LONG)
    logged = [row for row in LOGGED if row.split()[0] in ids]
    days = dice.sample((2, 4, 6, 9, 11, 13, 16, 20), dice.choice((0, 0, 2, 4, 6)))
    log = {d: tuple(dice.sample(logged, min(3, len(logged)))) for d in sorted(days) if logged}
    runner = Runner(name=f"small-{number}", document=tables, log=log, ticks=dice.random() < 0.5)
    athlete = athlete_of(tables)
    return Problem(
        number=number,
        position=dice.randrange(min(weeks, 4)),
        request=PlanRequest(
            athlete=athlete,
            catalogue=catalogue,
            today=MONDAY + dt.timedelta(days=dice.choice((0, 0, 0, 2, 4))),
            lifts=runner.lifts(),
            tests=known_tests(one.test for one in athlete.tests),
            weeks=weeks,
            detail=2,
        ),
    )


def athlete_of(tables: Mapping[str, Any]) -> Athlete:
    """Return the athlete of a document that names exercises of the small catalogue.

    Raises:
        ValueError: the file would be refused.
    """
    parsed = read_athlete_document(tables, location="small", today=MONDAY, known=known())
    if parsed.value is None:
        raise ValueError("; ".join(p.sentence for p in parsed.problems))
    return parsed.value


def few_exercises(dice: random.Random) -> Catalogue:
    """Return a part of the small catalogue; steps of a ladder that it lacks are not named."""
    whole = small_catalogue().exercises
    chosen = {e.id for e in dice.sample(whole, dice.choice(EXERCISES))}
    kept = tuple(
        replace(e, easier=tuple(s for s in e.easier if s in chosen))
        for e in whole
        if e.id in chosen
    )
    return Catalogue(exercises=kept, muscles=(), equipment=(), by_id={e.id: e for e in kept})


def _tables(dice: random.Random, ids: list[str]) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if dice.random() < 0.5:
        more["races"] = [race(dice.choice(list(EVENTS)), dice.randint(0, 12), dice.choice("ABC"))]
    if dice.random() < 0.3:
        pain = dice.choice((0, 1, 2, 4))
        more["conditions"] = [
            {"region": dice.choice([r.value for r in Region]), "active": pain > 0,
             "side": dice.choice(("left", "right")), "pain_during": pain}
        ]  # fmt: skip
    if dice.random() < 0.4:
        limits = [one for one in LIMITS if one.get("exercise", one.get("require", ids[0])) in ids]
        more["limits"] = [
            {"set_by": "Physiotherapist", **one}
            for one in dice.sample(limits, dice.choice((1, 1, 2)))
        ]
    if dice.random() < 0.3:
        more["tests"] = [
            row
            for test in dice.sample(TESTS, 2)
            for row in results_of(test, dice.randint(0, 20), dice.randint(0, 40))
        ]
    if dice.random() < 0.3:
        liked = dice.sample(ids, 3)
        more["preferences"] = {"like": liked[:1], "dislike": liked[1:]}
    if dice.random() < 0.3:
        more["goals"] = {"speed-power": dice.randint(0, 3), "balance": dice.randint(0, 3)}
    kit = dice.choice(sorted(KITS))
    return document(
        kit=kit,
        places=(GYM,) if kit != "gym" and dice.random() < 0.3 else (),
        week=dice.choice(sorted(WEEKS)),
        experience=dice.choice(("none", "novice", "intermediate", "advanced")),
        age=dice.choice((17, 25, 40, 59, 60, 72)),
        sessions=dice.choice(SESSIONS),
        minutes=dice.choice((8, 12, 15, 20, 25, 30, 40)),
        availability=_availability(dice),
        **more,
    )


def _availability(dice: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kind = dice.random()
    if kind < 0.3:
        found["windows"] = [
            window(f"{day} 06:00-20:00", **({"preferred": True} if dice.random() < 0.3 else {}))
            for day in dice.sample(("mon", "tue", "wed", "thu", "sat"), dice.choice((1, 2, 3)))
        ]
    elif kind < 0.5:
        found["rest_days"] = dice.sample(("wed", "fri", "sun"), dice.choice((1, 2)))
    if dice.random() < 0.15:
        first = dice.randint(0, 12)
        found["away"] = [away(first, first + dice.choice((2, 5)))]
    return found

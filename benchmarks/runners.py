"""The runners that plans are tried and measured on: made up, varied, and the same every time.

``NAMED`` holds one runner for each thing that a rule answers to, by a name that says what; they are
the witnesses that no rule is a decoration. ``crowd()`` draws a hundred more with a fixed seed from
how runners differ, and ``tight()`` a hundred whose minutes hold less than a week wants.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from ironstride.body.red_flags import BY_ID
from ironstride.catalogue import load
from ironstride.catalogue.protocols import pain_rules, rehab_now
from ironstride.catalogue.self_tests import known_test, known_tests
from ironstride.domain.athlete import Athlete
from ironstride.domain.performance import LoggedSet
from ironstride.importers.athlete_checks import KnownIds
from ironstride.importers.athlete_file import read_athlete_document
from ironstride.planner.request import PlanRequest
from ironstride.services.files import known_rules

MONDAY: Final = dt.date(2026, 11, 23)
SEED: Final = 20261123
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Document = Mapping[str, Any]

BODY: Final[Document] = {"id": "home"}
HOME: Final[Document] = {
    "id": "home",
    "equipment": ["mat", "step", "band", "dumbbell"],
    "dumbbells_kg": [8],
    "bands": [{"name": "green", "kg_low": 5, "kg_high": 15}],
}
KETTLEBELLS: Final[Document] = {
    "id": "garage",
    "equipment": ["kettlebell", "mat", "step", "box"],
    "kettlebells_kg": [12, 16, 16, 24],
}
GYM: Final[Document] = {
    "id": "gym",
    "equipment": [
        "barbell", "rack", "bench", "dumbbell", "cable", "leg-press", "leg-curl", "calf-machine",
        "trap-bar", "box", "step", "mat", "pull-up-bar", "band",
    ],
    "bars_kg": [20],
    "plates_kg": [25, 25, 20, 20, 15, 15, 10, 10, 5, 5, 2.5, 2.5, 1.25, 1.25],
    "dumbbells_kg": [4, 4, 6, 6, 8, 8, 10, 10, 12.5, 12.5, 15, 15, 20, 20, 25, 25],
    "machine_step_kg": 5,
    "machine_min_kg": 5,
    "machine_max_kg": 150,
}  # fmt: skip
KITS: Final[Mapping[str, Document]] = {
    "no-kit": BODY, "home": HOME, "kettlebells": KETTLEBELLS, "gym": GYM,
}  # fmt: skip
WEEKS: Final[Mapping[str, tuple[str, ...]]] = {
    "no-runs": (),
    "three-easy": ("tue 18:00 easy 40", "thu 18:00 easy 40", "sun 09:00 long 60"),
    "two-hard": (
        "mon 07:00 easy 45", "tue 06:00 intervals 60", "wed 07:00 easy 45", "thu 06:00 tempo 55",
        "sat 08:00 easy 40", "sun 08:00 long 110",
    ),
    "hills": ("tue 07:00 hills 50", "thu 07:00 easy 40", "sun 09:00 long 75"),
    "every-day": (
        "mon 07:00 easy 45", "tue 07:00 intervals 60", "wed 07:00 easy 60", "thu 07:00 easy 45",
        "fri 07:00 tempo 50", "sat 07:00 easy 45", "sun 08:00 long 120",
    ),
    "evenings": ("mon 18:30 easy 45", "wed 18:30 tempo 50", "fri 18:30 easy 40",
                 "sat 09:00 long 90"),
}  # fmt: skip
EVENTS: Final[Mapping[str, float]] = {
    "5k": 5000, "10k": 10000, "half": 21097.5, "marathon": 42195, "50k": 50000,
}  # fmt: skip
SORE: Final = ("achilles", "knee-front", "shin", "plantar-heel", "hamstring", "low-back", "calf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One made-up runner: an athlete file, and sets of the weeks before as ``exercise reps kg``.

    Args:
        log: day before today (1 is yesterday) to what was lifted then.
        ticks: whether technique was ticked with what was lifted.
    """

    name: str
    document: Document
    log: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    today: dt.date = MONDAY
    ticks: bool = True

    def athlete(self) -> Athlete:
        """Return the athlete, read as an athlete file is.

        Raises:
            ValueError: the file would be refused.
        """
        parsed = read_athlete_document(
            self.document, location=self.name, today=self.today, known=known_ids()
        )
        if parsed.value is None:
            raise ValueError(f"{self.name}: {'; '.join(p.sentence for p in parsed.problems)}")
        return parsed.value

    def lifts(self) -> tuple[LoggedSet, ...]:
        """Return three logged sets for every exercise of the log."""
        found: list[LoggedSet] = []
        for ago, rows in sorted(self.log.items(), reverse=True):
            for order, row in enumerate(rows):
                exercise, reps, *kilograms = row.split()
                found.extend(
                    LoggedSet(
                        exercise=exercise,
                        date=self.today - dt.timedelta(days=ago),
                        order=order * 3 + turn,
                        reps=int(reps),
                        load_kg=float(kilograms[0]) if kilograms else None,
                        rir=2.0,
                        technique_ok=True if self.ticks else None,
                    )
                    for turn in range(3)
                )
        return tuple(found)

    def request(self, *, weeks: int | None = None, detail: int = 16) -> PlanRequest:
        """Return the request for this runner's plan."""
        return PlanRequest(
            athlete=self.athlete(),
            catalogue=load(),
            today=self.today,
            lifts=self.lifts(),
            tests=known_tests(one.test for one in self.athlete().tests),
            weeks=weeks,
            detail=detail,
        )


@cache
def known_ids() -> KnownIds:
    """Return the ids that an athlete file may name."""
    catalogue = load()
    return KnownIds(
        exercises=frozenset(catalogue.by_id),
        equipment=frozenset(each.id for each in catalogue.equipment),
        protocols=pain_rules(),
        red_flags=frozenset(BY_ID),
        tests=known_test,
        rules=known_rules,
        rehab=rehab_now,
    )


def run(text: str) -> dict[str, object]:
    """Return the usual run of ``tue 07:00 intervals 60``."""
    day, start, kind, minutes = text.split()
    return {"day": day, "start": start, "kind": kind, "minutes": float(minutes)}


def race(event: str, weeks: int, priority: str = "A") -> dict[str, object]:
    """Return a race on the Sunday of the week that is ``weeks`` ahead, 0 for this one."""
    date = MONDAY + dt.timedelta(weeks=weeks, days=6)
    return {"date": date.isoformat(), "distance_m": EVENTS[event], "priority": priority}


def document(  # noqa: PLR0913 (what runners differ in)
    *,
    kit: str = "home",
    week: str = "three-easy",
    experience: str = "novice",
    age: int = 36,
    sessions: int = 2,
    minutes: int = 30,
    availability: Document | None = None,
    places: tuple[Document, ...] = (),
    **more: Any,  # noqa: ANN401 (tables of the athlete file)
) -> dict[str, Any]:
    """Return an athlete file; further tables by their names."""
    return {
        "schema": "ironstride/athlete/1",
        "athlete": {
            "birth_year": MONDAY.year - age,
            "body_mass_kg": 66,
            "lifting_experience": experience,
        },
        "places": [KITS[kit], *places],
        "availability": {
            "sessions_per_week": sessions, "minutes": minutes, **(availability or {}),
        },
        "usual_week": [run(text) for text in WEEKS[week]],
        **more,
    }  # fmt: skip


def window(text: str, **more: object) -> dict[str, object]:
    """Return the window of ``tue 17:00-20:00``."""
    day, _, hours = text.partition(" ")
    first, _, last = hours.partition("-")
    return {"day": day, "from": first, "to": last, **more}


def away(first: int, last: int, place: str | None = None) -> dict[str, object]:
    """Return days away, counted from the first Monday."""
    days: dict[str, object] = {
        "from": (MONDAY + dt.timedelta(days=first)).isoformat(),
        "to": (MONDAY + dt.timedelta(days=last)).isoformat(),
    }
    return days if place is None else {**days, "place": place}


@cache
def crowd(count: int = 100) -> tuple[Runner, ...]:
    """Return runners drawn from how runners differ, the same ones every time."""
    dice = random.Random(SEED)
    return tuple(_drawn(dice, number) for number in range(1, count + 1))


@cache
def tight(count: int = 100) -> tuple[Runner, ...]:
    """Return runners whose minutes hold less than their week wants."""
    dice = random.Random(SEED + 1)
    return tuple(_drawn(dice, number, minutes=(15, 20, 25)) for number in range(1, count + 1))


def _drawn(
    dice: random.Random, number: int, minutes: tuple[int, ...] = (20, 30, 30, 40, 50)
) -> Runner:
    """Return one runner of the crowd, named by what was drawn."""
    experience = dice.choice(["none", "novice", "novice", "intermediate", "advanced"])
    kit = dice.choice(list(KITS))
    week = dice.choice(list(WEEKS))
    age = dice.choice([19, 24, 31, 38, 45, 52, 59, 60, 66, 73])
    sessions = dice.choice([1, 2, 2, 2, 3]) if len(minutes) > 3 else dice.choice([1, 2])  # noqa: PLR2004 (the tight ones)
    length = dice.choice(minutes)
    event = dice.choice([*EVENTS, "", ""])
    more: dict[str, Any] = {}
    words = [experience, kit, week, f"{sessions}x{length}", f"{age}y"]
    if event:
        ahead = dice.randint(5, 20)
        more["races"] = [race(event, ahead, dice.choice(["A", "A", "B"]))]
        words.append(f"{event}-in-{ahead}")
    if dice.random() < 0.25:  # noqa: PLR2004 (a quarter hurts or has hurt)
        region = dice.choice(SORE)
        pain = dice.choice([0, 1, 2, 4])
        more["conditions"] = [
            {"region": region, "side": "left", "active": pain > 0, "pain_during": pain}
        ]
        words.append(f"sore-{region}-{pain}")
    if dice.random() < 0.25:  # noqa: PLR2004 (a quarter has windows)
        days = dice.sample(DAYS, 4)
        more["availability"] = {
            "windows": [window(f"{day} {dice.choice(['06:30', '17:00'])}-21:00") for day in days]
        }
        words.append("windows")
    if dice.random() < 0.3:  # noqa: PLR2004 (three in ten weigh their goals)
        more["goals"] = {"speed-power": dice.randint(0, 3), "balance": dice.randint(0, 3)}
        words.append("goals")
    return Runner(
        name=f"{number:03d}-{'-'.join(words)}",
        document=document(
            kit=kit, week=week, experience=experience, age=age, sessions=sessions, minutes=length,
            **more,
        ),
    )  # fmt: skip

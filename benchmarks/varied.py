"""Runners drawn from everything in which runners differ, each thing by dice of its own.

A further difference changes none of those that were drawn before it: the dice of each are seeded
with the number of the runner and the name of the thing.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from benchmarks.runners import (
    DAYS,
    EVENTS,
    GYM,
    HOME,
    KETTLEBELLS,
    MONDAY,
    Document,
    Runner,
    away,
    race,
    window,
)

SEED: Final = "2026-11-23"
Dice = Callable[[str], random.Random]
"""Dice of their own for the thing named."""
YOUNGEST, OLDEST = 16, 75
ADULT: Final = 18
BARE: Final[Document] = {"id": "living-room"}
HOTEL: Final[Document] = {
    "id": "hotel",
    "equipment": ["dumbbell", "bench", "mat", "cable"],
    "dumbbells_kg": [5, 5, 10, 10, 15, 15, 20, 20],
    "machine_step_kg": 5,
    "machine_min_kg": 5,
    "machine_max_kg": 60,
}
SHED: Final[Document] = {
    "id": "shed",
    "equipment": ["barbell", "rack", "bench", "step"],
    "bars_kg": [15],
    "plates_kg": [20, 20, 10, 10, 5, 5, 2.5, 2.5],
}
CLUB: Final[Document] = {
    "id": "club",
    "equipment": ["barbell", "rack", "bench", "cable", "leg-press", "dumbbell", "band", "step"],
}
"""Nobody wrote down which weights there are."""
PLACES: Final[Mapping[str, Document]] = {
    place["id"]: place for place in (BARE, HOME, KETTLEBELLS, SHED, HOTEL, CLUB, GYM)
}
LIFTED: Final[Mapping[str, tuple[str, ...]]] = {
    "living-room": ("reverse-lunge 10", "single-leg-bridge 10", "dead-bug 8", "calf-raise 15"),
    "home": ("goblet-squat 10 8", "single-leg-calf-raise 12", "single-leg-bridge 12", "push-up 8"),
    "garage": ("goblet-squat-kettlebell 8 16", "hinge-kettlebell 8 24", "kettlebell-row 8 16",
               "single-leg-calf-raise-kettlebell 10 12"),
    "shed": ("back-squat 5 55", "romanian-deadlift 6 50", "barbell-row 8 35", "calf-raise 15"),
    "hotel": ("goblet-squat 10 20", "romanian-deadlift-dumbbells 8 30", "dumbbell-row 10 15",
              "single-leg-calf-raise-dumbbell 10 10"),
    "club": ("back-squat 5 60", "leg-press 8 90", "cable-row 10 35", "single-leg-calf-raise 12"),
    "gym": ("back-squat 5 70", "romanian-deadlift 6 60", "standing-calf-raise 8 40", "pogo 10"),
}  # fmt: skip
"""What somebody lifts who trains at a place: exercise, reps, kilograms."""
QUALITY: Final = ("intervals 60", "tempo 50", "hills 50", "strides 40")
REGIONS: Final = (
    "foot", "plantar-heel", "achilles", "ankle", "calf", "shin", "knee-front", "knee-outer",
    "hamstring", "hamstring-origin", "hip-outer", "hip-front", "groin", "low-back", "shoulder",
)  # fmt: skip
PROTOCOLS: Final = {
    "achilles": "achilles-silbernagel", "plantar-heel": "plantar-fascia-rathleff",
    "knee-front": "pfp-esculier", "hip-outer": "gluteal-tendon-leap",
}  # fmt: skip
LIMITS: Final[tuple[Document, ...]] = (
    {"forbid": "impact"},
    {"forbid": "heavy-lower"},
    {"forbid": "end-range", "region": "knee-front"},
    {"forbid": "exercise", "exercise": "back-squat"},
    {"forbid": "exercise", "exercise": "reverse-lunge"},
    {"max_contacts": 20},
    {"max_sessions_per_week": 1},
    {"max_percent_1rm": 75},
    {"region": "achilles", "max_load_kg": 20},
    {"require": "single-leg-calf-raise"},
)
TESTS: Final[tuple[tuple[str, float, float], ...]] = (
    ("heel-raise", 10, 34), ("one-leg-rise", 3, 15), ("stance-eyes-open", 6, 45),
    ("knee-to-wall", 5, 14), ("single-leg-bridge", 8, 30), ("side-plank", 20, 90),
)  # fmt: skip
"""Self-tests of both sides, with what runners reach."""
TASTES: Final = (
    "plank", "side-plank", "back-squat", "reverse-lunge", "push-up", "kettlebell-swing", "pogo",
    "copenhagen-short", "nordic-lowering", "goblet-squat", "single-leg-calf-raise", "deadlift",
)  # fmt: skip
GOALS: Final = (
    "injury-prevention", "economy", "speed-power", "form", "balance", "longevity",
    "mental-toughness",
)  # fmt: skip


def drawn(number: int, minutes: Mapping[int, Sequence[int]], kind: str) -> Runner:
    """Return the runner of a number.

    Args:
        minutes: lengths of a session to draw from by sessions a week.
        kind: the name of the set; other sets draw other runners of the same number.
    """

    def dice(what: str) -> random.Random:
        return random.Random(f"{SEED} {kind} {number} {what}")

    who = dice("profile")
    age = YOUNGEST + (number * 7 + who.randint(0, 6)) % (OLDEST - YOUNGEST + 1)
    experience = who.choice(
        ("none", "novice", "novice", "intermediate", "intermediate", "advanced")
    )
    if age < ADULT:
        experience = who.choice(("none", "novice"))
    place = dice("place").choice(sorted(PLACES))
    sessions = dice("sessions").choice([n for n in sorted(minutes) for _ in range(_OFTEN[n])])
    length = dice("minutes").choice(list(minutes[sessions]))
    week = tuple(_usual_week(dice("running")))
    more, words = _further(dice, place)
    log = _log(dice("log"), place, experience)
    words = [
        experience, place, f"{len(week)}-runs", f"{sessions}x{length}", f"{age}y", *words,
        *(["logged"] if log else []),
    ]  # fmt: skip
    availability = {
        "sessions_per_week": sessions,
        "minutes": length,
        **_availability(dice("availability"), place, [p["id"] for p in more["places"]], sessions),
    }
    profile = _profile(dice("body"), age, experience)
    document = {
        "schema": "ironstride/athlete/1",
        "athlete": profile,
        "availability": availability,
        "usual_week": list(week),
        **more,
    }
    return Runner(name=f"{kind}-{number:03d}-{'-'.join(words)}", document=document, log=log)


_OFTEN: Final = {1: 2, 2: 5, 3: 3, 4: 1}
"""How often runners train so many times a week, in parts of eleven."""


def _profile(dice: random.Random, age: int, experience: str) -> dict[str, Any]:
    sex = dice.choice(("female", "male", "unspecified"))
    mean = {"female": 60, "male": 73}.get(sex, 66)
    profile: dict[str, Any] = {
        "birth_year": MONDAY.year - age,
        "sex": sex,
        "body_mass_kg": round(min(110.0, max(42.0, dice.gauss(mean, 9))), 1),
        "lifting_experience": experience,
        "running_years": min(dice.choice((0, 1, 3, 8, 20)), age - 14),
    }
    if _true(dice, 0.4):  # two in five tell it
        profile["height_cm"] = round(dice.gauss({"female": 167, "male": 179}.get(sex, 173), 7))
    return profile


def _usual_week(dice: random.Random) -> Iterator[dict[str, object]]:
    """Yield runs on none to all seven days, up to three hard ones among them, one of them long."""
    count = dice.choice((0, 2, 3, 3, 4, 4, 5, 5, 6, 7))
    days = sorted(dice.sample(range(7), count))
    hard = dice.choice((0, 1, 1, 2, 3)) if count > 3 else dice.choice((0, 0, 1))  # noqa: PLR2004 (two hard days need two easy ones)
    quality = set(dice.sample(days, min(hard, count)))
    start = dice.choice(("06:00", "07:00", "12:00", "18:00", "18:30"))
    longest = days[-1] if count > 2 else None  # noqa: PLR2004 (two runs a week know no long one)
    for day in days:
        kind, minutes = "easy", dice.choice((30, 40, 45, 50, 60))
        if day == longest:
            kind, minutes = "long", dice.choice((70, 90, 110, 130, 150))
        elif day in quality:
            name, _, text = dice.choice(QUALITY).partition(" ")
            kind, minutes = name, int(text)
        yield {
            "day": DAYS[day],
            "start": "08:30" if day == longest else start,
            "kind": kind,
            "minutes": minutes,
        }


def _further(dice: Dice, place: str) -> tuple[dict[str, Any], list[str]]:
    """Return what not everybody tells, and the words of a name for it."""
    words: list[str] = []
    second = dice("second-place")
    others = [p for p in sorted(PLACES) if p != place]
    places = [PLACES[place]]
    if _true(second, 0.3):
        places.append(PLACES[second.choice(others)])
        words.append(f"and-{places[1]['id']}")
    more: dict[str, Any] = {"places": places}
    for key, found in (
        ("races", _races(dice("races"))),
        ("conditions", _conditions(dice("conditions"))),
        ("limits", _limits(dice("limits"))),
        ("tests", _tests(dice("tests"))),
        ("checkins", _checkins(dice("checkins"))),
        ("planned_runs", _planned_runs(dice("planned-runs"))),
    ):
        if found:
            more[key] = found
            words.append(key if len(found) == 1 else f"{len(found)}-{key}")
    goals = dice("goals")
    if _true(goals, 0.35):
        more["goals"] = {goal: goals.randint(0, 3) for goal in goals.sample(GOALS, 3)}
        words.append("goals")
    taste = dice("taste")
    if _true(taste, 0.3):
        told = taste.sample(TASTES, 4)
        more["preferences"] = {"like": told[:1], "dislike": told[1:]}
        words.append("tastes")
    return more, words


def _races(dice: random.Random) -> list[dict[str, object]]:
    """Return none to three races, one of them the goal."""
    count = dice.choice((0, 0, 1, 1, 1, 2, 3))
    weeks = sorted(dice.sample(range(1, 26), count))
    goal = dice.randrange(count) if count else None
    return [
        race(dice.choice(list(EVENTS)), ahead, "A" if n == goal else dice.choice("BC"))
        for n, ahead in enumerate(weeks)
    ]


def _conditions(dice: random.Random) -> list[dict[str, object]]:
    """Return what hurts or has hurt: nothing for two in three."""
    count = dice.choice((0, 0, 0, 0, 1, 1, 2))
    found = []
    for region in dice.sample(REGIONS, count):
        pain = dice.choice((0, 0, 1, 2, 3, 5))
        row: dict[str, object] = {
            "region": region, "side": dice.choice(("left", "right")), "active": pain > 0,
            "pain_during": pain,
        }  # fmt: skip
        if pain in {1, 2, 3} and region in PROTOCOLS and _true(dice, 0.5):
            row |= {"protocol": PROTOCOLS[region], "stage": 1}
        found.append(row)
    return found


def _limits(dice: random.Random) -> list[dict[str, object]]:
    if not _true(dice, 0.15):
        return []
    limit = {"set_by": "Physiotherapist", **dice.choice(LIMITS)}
    if _true(dice, 0.5):  # half of them end
        limit["until"] = _day(dice.randint(5, 60))
    return [limit]


def _tests(dice: random.Random) -> list[dict[str, object]]:
    """Return results of one or two self-tests, both sides, for one in three."""
    if not _true(dice, 0.33):
        return []
    return [
        {"test": test, "date": _day(-dice.randint(3, 40)), "side": side,
         "value": round(dice.uniform(low, high))}
        for test, low, high in dice.sample(TESTS, dice.choice((1, 2)))
        for side in ("left", "right")
    ]  # fmt: skip


def _checkins(dice: random.Random) -> list[dict[str, object]]:
    if not _true(dice, 0.15):
        return []
    return [
        {"date": _day(-ago), "sleep_hours": dice.choice((5, 6.5, 8)),
         "soreness": dice.randint(0, 6), "fatigue": dice.randint(0, 7)}
        for ago in (2, 1, 0)
    ]  # fmt: skip


def _planned_runs(dice: random.Random) -> list[dict[str, object]]:
    """Return a dated long run for one in eight: a training camp, a race for fun."""
    if not _true(dice, 0.12):
        return []
    return [
        {"date": _day(7 * week + 5), "start": "08:00", "kind": "long",
         "minutes": dice.choice((120, 150, 180))}
        for week in sorted(dice.sample(range(8), dice.choice((1, 2))))
    ]  # fmt: skip


def _availability(
    dice: random.Random, place: str, places: list[str], sessions: int
) -> dict[str, Any]:
    """Return windows, rest days, days away, and minutes for the micro dose."""
    found: dict[str, Any] = {}
    if _true(dice, 0.35):  # a third has windows, some of them at a place
        days = dice.sample(DAYS, min(7, sessions + dice.choice((1, 2, 3))))
        found["windows"] = [
            window(
                f"{day} {dice.choice(('06:00', '11:30', '17:00'))}-21:00",
                **({"place": dice.choice(places)} if len(places) > 1 else {}),
                **({"preferred": True} if _true(dice, 0.2) else {}),
            )
            for day in sorted(days, key=DAYS.index)
        ]
    elif _true(dice, 0.4):  # a quarter rests on days of its own
        found["rest_days"] = dice.sample(DAYS, dice.choice((1, 1, 2)))
    if _true(dice, 0.15):
        first = dice.randint(0, 40)
        found["away"] = [
            away(first, first + dice.choice((3, 6, 9)), dice.choice((None, places[-1], place)))
        ]
    if _true(dice, 0.15):
        found["micro_minutes"] = dice.choice((2, 5))
    return found


def _log(dice: random.Random, place: str, experience: str) -> dict[int, tuple[str, ...]]:
    """Return what those who lift have lifted: one to three times a week, for weeks."""
    lifts = {"none": 0.0, "novice": 0.4, "intermediate": 0.8, "advanced": 0.9}[experience]
    if not _true(dice, lifts):
        return {}
    weeks, rows = dice.choice((1, 2, 4, 8, 14)), LIFTED[place]
    a_week = dice.choice(((3,), (3, 6), (2, 6), (1, 3, 5)))
    return {week * 7 + ago: rows for week in range(weeks) for ago in a_week}


def _true(dice: random.Random, share: float) -> bool:
    """Return whether it is so for this runner, as it is for a share of all."""
    return dice.random() < share


def _day(ahead: int) -> str:
    return (MONDAY + dt.timedelta(days=ahead)).isoformat()

"""What each screen offers: choices with those that are taken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from ironstride.body.words import REGION_NAMES
from ironstride.catalogue import load
from ironstride.domain.athlete import Goal, LiftingExperience, RacePriority, Sex
from ironstride.domain.clock import WEEK, clock_text
from ironstride.domain.run import RunKind
from ironstride.services.first_minutes import Document
from ironstride.services.usual import usual_week_now
from ironstride.storage import UnitOfWork
from ironstride.web import taps
from ironstride.web.pages.setup import answers

Choices = dict[str, Any]

GOALS: Final = (
    (Goal.INJURY_PREVENTION, "Stay free of injury"),
    (Goal.ECONOMY, "Run further on the same effort"),
    (Goal.SPEED_POWER, "Speed and power"),
    (Goal.FORM, "Hold my form when tired"),
    (Goal.BALANCE, "Stability and balance"),
    (Goal.LONGEVITY, "Stay strong for life"),
    (Goal.REHABILITATION, "Come back from an injury"),
    (Goal.MENTAL_TOUGHNESS, "Toughness and routine"),
)
WEIGHTS: Final = (("0", "no"), ("1", "some"), ("2", "much"), ("3", "most"))
LIFTING: Final = (
    (LiftingExperience.NONE.value, "Never, or long ago"),
    (LiftingExperience.NOVICE.value, "Some months"),
    (LiftingExperience.INTERMEDIATE.value, "A year or more, with a plan"),
    (LiftingExperience.ADVANCED.value, "Years, heavy"),
)
SEXES: Final = (
    (Sex.FEMALE.value, "Women's"),
    (Sex.MALE.value, "Men's"),
    (Sex.UNSPECIFIED.value, "Not said"),
)
UNITS: Final = (("metric", "kg and km"), ("imperial", "lb and miles"))
MINUTES: Final = tuple((str(n), f"{n}") for n in (10, 15, 20, 25, 30, 40, 45, 60))
PER_WEEK: Final = tuple((str(n), str(n)) for n in range(1, 5))
DAYS: Final = tuple((day.value, day.value.capitalize()) for day in WEEK)
WEIGHTED: Final = frozenset({"dumbbell", "kettlebell", "barbell", "band"})
"""Kit that is told by its weights."""
KINDS: Final = (
    ("", "no run"),
    *(
        (kind.value, kind.value)
        for kind in (
            RunKind.EASY,
            RunKind.RECOVERY,
            RunKind.LONG,
            RunKind.TEMPO,
            RunKind.INTERVALS,
            RunKind.HILLS,
            RunKind.STRIDES,
        )
    ),
)
RUN_MINUTES: Final = tuple((str(n), f"{n} min") for n in (*range(20, 95, 5), *range(100, 310, 10)))
STARTS: Final = tuple((clock_text(m), clock_text(m)) for m in range(5 * 60, 22 * 60, 30))
PRIORITIES: Final = (
    (RacePriority.A.value, "A: the one I train for"),
    (RacePriority.B.value, "B: matters"),
    (RacePriority.C.value, "C: for fun"),
)


def _plain(words: tuple[tuple[str, str], ...]) -> Callable[[Document], Choices]:
    return lambda _draft: {"choices": words}


def _mass(draft: Document) -> Choices:
    measures = answers.measures_of_draft(draft)
    mass = measures.mass_value(draft["athlete"]["body_mass_kg"])
    return {"units": UNITS, "measures": measures, "mass": f"{mass:g}"}


def _goals(draft: Document) -> Choices:
    goals = draft.get("goals", {})
    rows = [(goal.value, words, str(goals.get(goal.value, 1))) for goal, words in GOALS]
    return {"rows": rows, "weights": WEIGHTS}


def _time(draft: Document) -> Choices:
    return {
        "per_week": PER_WEEK,
        "minutes": MINUTES,
        "days": DAYS,
        "parts": [part for part, _, _ in answers.PARTS],
        "windows": answers.windows_chosen(draft),
        "given": draft["availability"],
    }


def _screen(draft: Document) -> Choices:
    return {"screening": draft.get("screening", {})}


def _hurts(draft: Document) -> Choices:
    rows: list[Document] = [c for c in draft.get("conditions", []) if c.get("active", True)]
    rows += [{} for _ in range(answers.HURT_ROWS - len(rows))]
    regions = tuple((region.value, words) for region, words in REGION_NAMES.items())
    return {"rows": rows, "regions": regions, "sides": taps.SIDES, "pains": taps.PAIN}


def _kit(draft: Document) -> Choices:
    places = draft.get("places", [])
    home: Document = next((place for place in places if place["id"] == "home"), {})
    return {
        "measures": answers.measures_of_draft(draft),
        "kit": [each for each in load().equipment if each.id not in WEIGHTED],
        "have": set(home.get("equipment", ())),
        "weights": answers.weights_shown(draft),
        "bands": [name for name, _, _ in answers.BANDS],
        "have_bands": {band["name"] for band in home.get("bands", ())},
        "gym": any(place["id"] == "gym" for place in places),
    }


def _races(draft: Document) -> Choices:
    rows: list[Document] = []
    measures = answers.measures_of_draft(draft)
    for race in draft.get("races", []):
        text = f"{race['distance_m']:g}"
        usual = text in dict(answers.DISTANCES)
        other = "" if usual else f"{race['distance_m'] / measures.metres_a_unit:g}"
        rows.append({**race, "distance": text if usual else "", "other": other})
    rows += [{} for _ in range(answers.RACE_ROWS - len(rows))]
    return {
        "rows": rows[: answers.RACE_ROWS],
        "distances": answers.DISTANCES,
        "priorities": PRIORITIES,
        "measures": measures,
    }


def _usual(unit: UnitOfWork, today: dt.date, draft: Document) -> Choices:
    found = usual_week_now(unit, today)
    said = draft.get("usual_week")
    if said is None:
        said = [
            {
                "day": run.day.value,
                "start": clock_text(run.start_minute),
                "kind": run.kind.value,
                "minutes": run.minutes,
            }
            for run in found.runs
        ]
    by_day = [
        (day, sorted((r for r in said if r["day"] == day.value), key=lambda r: str(r["start"])))
        for day in WEEK
    ]
    shown = [run for _, runs in by_day for run in runs]
    return {
        "found": found,
        "words": answers.week_words(shown),
        "days": by_day,
        "most": answers.RUNS_A_DAY,
        "kinds": KINDS,
        "minutes": RUN_MINUTES,
        "starts": STARTS,
        "is_said": draft.get("usual_week") is not None,
    }


SHOWN: Final[Mapping[str, Callable[[Document], Choices]]] = {
    "birth": lambda _draft: {},
    "sex": _plain(SEXES),
    "mass": _mass,
    "lifting": _plain(LIFTING),
    "goals": _goals,
    "kit": _kit,
    "time": _time,
    "races": _races,
    "screen": _screen,
    "hurts": _hurts,
}


def choices_of(unit: UnitOfWork, today: dt.date, draft: Document, name: str) -> Choices:
    """Return what a screen offers."""
    return _usual(unit, today, draft) if name == "week" else SHOWN[name](draft)

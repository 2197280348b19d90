"""From what a screen's form sends to the athlete document, and back into the form's choices."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any, Final

from ironstride.domain.clock import WEEK, clock_minute, clock_text
from ironstride.domain.problem import Problem
from ironstride.services.first_minutes import Document
from ironstride.services.measures import Measures
from ironstride.units import kg_from_lb

Form = Mapping[str, Sequence[str]]
"""Every field of a form with all its values."""

PARTS: Final = (
    ("morning", 6 * 60, 10 * 60),
    ("noon", 11 * 60, 14 * 60),
    ("evening", 17 * 60, 21 * 60),
)
"""Parts of a day that a session may lie in."""
DUMBBELLS_KG: Final = (
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    12,
    12.5,
    14,
    15,
    16,
    17.5,
    18,
    20,
    22.5,
    24,
    25,
    30,
)
DUMBBELLS_LB: Final = (2.5, 5, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70)
KETTLEBELLS_KG: Final = (4, 6, 8, 10, 12, 16, 20, 24, 28, 32)
KETTLEBELLS_LB: Final = (10, 15, 20, 25, 30, 35, 45, 55, 70)
PLATES_KG: Final = (0.5, 1.25, 2.5, 5, 10, 15, 20, 25)
PLATES_LB: Final = (1.25, 2.5, 5, 10, 25, 35, 45)
BARS_KG: Final = (10, 15, 20)
BARS_LB: Final = (15, 35, 45)
BANDS: Final = (("light", 3.0, 8.0), ("medium", 7.0, 16.0), ("heavy", 14.0, 30.0))
LISTS: Final = {
    "dumbbells": (DUMBBELLS_KG, DUMBBELLS_LB),
    "kettlebells": (KETTLEBELLS_KG, KETTLEBELLS_LB),
    "plates": (PLATES_KG, PLATES_LB),
    "bars": (BARS_KG, BARS_LB),
}
PAIRED: Final = frozenset({"dumbbells", "plates"})
NEEDS: Final = {"dumbbells": "dumbbell", "kettlebells": "kettlebell", "bars": "barbell"}


def _pairs(*weights: float) -> list[float]:
    return [weight for weight in weights for _ in range(2)]


def _pounds(*weights: float) -> list[float]:
    return [round(kg_from_lb(weight), 3) for weight in weights]


GYM: Final[Document] = {
    "id": "gym",
    "equipment": [
        "back-extension",
        "band",
        "barbell",
        "bench",
        "box",
        "cable",
        "calf-machine",
        "dumbbell",
        "kettlebell",
        "leg-curl",
        "leg-extension",
        "leg-press",
        "mat",
        "pull-up-bar",
        "rack",
        "step",
    ],
    "dumbbells_kg": _pairs(*(2.0 * half for half in range(2, 21))),
    "kettlebells_kg": [8.0, 12.0, 16.0, 20.0, 24.0],
    "bars_kg": [20.0],
    "plates_kg": _pairs(1.25, 2.5, 5.0, 10.0, 15.0, 20.0, 20.0),
    "machine_step_kg": 5.0,
    "machine_min_kg": 5.0,
    "machine_max_kg": 150.0,
    "bands": [{"name": name, "kg_low": low, "kg_high": high} for name, low, high in BANDS],
}
"""What a usual gym has (house); the athlete file can say it exactly."""
GYM_LB: Final[Document] = {
    **GYM,
    "dumbbells_kg": _pounds(*_pairs(*range(5, 95, 5))),
    "kettlebells_kg": _pounds(18, 26, 35, 44, 53),
    "bars_kg": _pounds(45),
    "plates_kg": _pounds(*_pairs(2.5, 5, 10, 25, 35, 45, 45)),
    "machine_step_kg": kg_from_lb(10),
    "machine_min_kg": kg_from_lb(10),
    "machine_max_kg": kg_from_lb(330),
}
"""The same where weights are marked in pounds."""
DISTANCES: Final = (
    ("5000", "5 km"),
    ("10000", "10 km"),
    ("21097.5", "half marathon"),
    ("42195", "marathon"),
)
LARGEST: Final = 1e9
"""Whatever is larger is a slip of the finger."""
RACE_ROWS: Final = 3
HURT_ROWS: Final = 3
LONGEST: Final = 40
"""Letters of a slip that are said again."""


FIGURES: Final = {"birth_year": "Year of birth", "mass": "Body mass"}
"""Fields that are typed, as their screens name them."""
LABELS: Final = {
    "birth_year": "The year of birth",
    "body_mass_kg": "Body mass in kg",
    "minutes": "The minutes of a session",
    "sessions_per_week": "The number of sessions a week",
    "distance_m": "The distance in metres",
    "date": "The date",
}
"""Fields of the athlete file as a runner would name them."""


def in_words(faults: Sequence[str]) -> tuple[str, ...]:
    """Return what is wrong with the answers, fields by names that a runner knows."""
    return tuple(
        reduce(lambda said, name: said.replace(f"“{name}”", LABELS[name]), LABELS, each)
        for each in faults
    )


def no_number(form: Form) -> Problem | None:
    """Return what is wrong with a typed figure that is none; nothing typed keeps what stands."""
    for name, label in FIGURES.items():
        typed = one(form, name)
        if typed and number(typed) is None:
            return Problem(
                code="no-number",
                sentence=f"“{typed[:LONGEST]}” is no number.",
                location=label,
                remedy="Go back and write it in figures, such as 68 or 68.5.",
            )
    return None


def one(form: Form, name: str) -> str:
    """Return a field's first value without blanks around; empty where it was not sent."""
    values = form.get(name, ())
    return values[0].strip() if values else ""


def number(text: str) -> float | None:
    """Return a figure, with a comma or a point; None where it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < LARGEST else None


def measures_of_draft(draft: Document) -> Measures:
    """Return the units that the answers chose."""
    return Measures(imperial=draft.get("preferences", {}).get("units") == "imperial")


def _birth(draft: Document, form: Form) -> None:
    year = number(one(form, "birth_year"))
    if year is not None:
        draft["athlete"]["birth_year"] = int(year)


def _sex(draft: Document, form: Form) -> None:
    if one(form, "sex"):
        draft["athlete"]["sex"] = one(form, "sex")


def _mass(draft: Document, form: Form) -> None:
    units = one(form, "units")
    if units:
        draft.setdefault("preferences", {})["units"] = units
    value = number(one(form, "mass"))
    if value is not None:
        meant = measures_of_draft(draft).kilograms_meant(value, [draft["athlete"]["body_mass_kg"]])
        draft["athlete"]["body_mass_kg"] = round(meant, 2)


def _lifting(draft: Document, form: Form) -> None:
    if one(form, "lifting_experience"):
        draft["athlete"]["lifting_experience"] = one(form, "lifting_experience")


def _goals(draft: Document, form: Form) -> None:
    for name in form:
        if name.startswith("goal-") and one(form, name).isdigit():
            draft.setdefault("goals", {})[name.removeprefix("goal-")] = int(one(form, name))


def _kit(draft: Document, form: Form) -> None:
    """Put together the place at home, and the gym; other places of a file stay."""
    measures = measures_of_draft(draft)
    known: list[Document] = draft.get("places", [])
    home: Document = next((dict(p) for p in known if p["id"] == "home"), {"id": "home"})
    equipment = {text for text in form.get("equipment", ()) if text}
    for name, (metric, imperial) in LISTS.items():
        listed = imperial if measures.imperial else metric
        chosen = [n for text in form.get(name, ()) if (n := number(text)) is not None]
        times = 2 if name in PAIRED else 1
        told = [value for value in chosen if value in listed for _ in range(times)]
        more = one(form, f"{name}-more").replace(";", " ").split()
        told += [n for text in more if (n := number(text.strip(","))) is not None and n > 0]
        if told:
            was = home.get(f"{name}_kg", ())
            home[f"{name}_kg"] = sorted(
                round(measures.kilograms_meant(value, was), 3) for value in told
            )
            if name in NEEDS:
                equipment.add(NEEDS[name])
        else:
            home.pop(f"{name}_kg", None)
    bands = [band for band in BANDS if band[0] in form.get("bands", ())]
    if bands:
        equipment.add("band")
        home["bands"] = [{"name": n, "kg_low": low, "kg_high": high} for n, low, high in bands]
    else:
        home.pop("bands", None)
    home["equipment"] = sorted(equipment)
    others = [place for place in known if place["id"] not in {"home", "gym"}]
    usual = GYM_LB if measures.imperial else GYM
    gym = next((place for place in known if place["id"] == "gym"), usual)
    draft["places"] = [home, *([gym] if one(form, "gym") else []), *others]
    _forget_places(draft)


def _forget_places(draft: Document) -> None:
    """Ensure that no window points to a place that is gone."""
    names = {place["id"] for place in draft["places"]}
    for window in draft["availability"].get("windows", []):
        if window.get("place") not in names:
            window.pop("place", None)


def _time(draft: Document, form: Form) -> None:
    given = draft["availability"]
    for name in ("sessions_per_week", "minutes"):
        value = number(one(form, name))
        if value is not None:
            given[name] = int(value)
    given["rest_days"] = [day.value for day in WEEK if day.value in form.get("rest_days", ())]
    chosen = {text for text in form.get("windows", ()) if text}
    windows = [
        {"day": day.value, "from": clock_text(start), "to": clock_text(end)}
        for day in WEEK
        for part, start, end in PARTS
        if f"{day.value}-{part}" in chosen
    ]
    kept = [window for window in given.get("windows", []) if not _is_ours(window)]
    if kept and not one(form, "windows-sent"):
        windows = kept
    given["windows"] = windows
    if not windows:
        given.pop("windows")


def _is_ours(window: Document) -> bool:
    return any(
        window["from"] == clock_text(start) and window["to"] == clock_text(end)
        for _, start, end in PARTS
    )


def windows_chosen(draft: Document) -> frozenset[str]:
    """Return the boxes that the windows of the answers tick, e.g. ``mon-evening``."""
    found = set()
    for window in draft["availability"].get("windows", []):
        for part, start, end in PARTS:
            if clock_minute(window["from"]) <= start and clock_minute(window["to"]) >= end:
                found.add(f"{window['day']}-{part}")
    return frozenset(found)


def _races(draft: Document, form: Form) -> None:
    races = []
    for row in range(RACE_ROWS):
        date = one(form, f"date-{row}")
        if not date:
            continue
        other = number(one(form, f"other-{row}"))
        metres = number(one(form, f"distance-{row}")) or 10_000.0
        if other is not None and other > 0:
            metres = other * measures_of_draft(draft).metres_a_unit
        race: Document = {
            "date": date,
            "distance_m": round(metres, 1),
            "priority": one(form, f"priority-{row}") or "A",
        }
        if one(form, f"name-{row}"):
            race["name"] = one(form, f"name-{row}")
        races.append(race)
    draft["races"] = races


RUNS_A_DAY: Final = 3
"""So many runs of a day can be said by taps; the athlete file takes more (house)."""


def _week(draft: Document, form: Form) -> None:
    if one(form, "as") == "found":
        draft.pop("usual_week", None)
        return
    runs = []
    for day in WEEK:
        of_day = []
        for place in range(1, RUNS_A_DAY + 1):
            name = day.value if place == 1 else f"{day.value}-{place}"
            kind, start = one(form, f"kind-{name}"), one(form, f"start-{name}")
            minutes = number(one(form, f"minutes-{name}"))
            if kind and minutes and start:
                of_day.append({"day": day.value, "start": start, "kind": kind, "minutes": minutes})
        runs += sorted(of_day, key=lambda run: str(run["start"]))
    if "usual_week" not in draft and week_words(runs) == one(form, "shown"):
        return  # nothing was corrected: what the runs show goes on to count
    draft["usual_week"] = runs


def week_words(runs: Sequence[Document]) -> str:
    """Return a week as words that tell whether it was changed."""
    return " ".join(f"{r['day']}/{r['kind']}/{r['start']}/{float(r['minutes']):g}" for r in runs)


def _screen(draft: Document, form: Form) -> None:
    told: Document = {}
    if one(form, "clearance") == "yes":
        told["clearance_needed"] = True
        if one(form, "cleared_by"):
            told["cleared_by"] = one(form, "cleared_by")
    if one(form, "pregnant") == "yes":
        told["pregnant"] = True
    for name in ("systolic_mmhg", "diastolic_mmhg", "postpartum_weeks"):
        value = number(one(form, name))
        if value is not None:
            told[name] = int(value)
    draft["screening"] = told


def _hurts(draft: Document, form: Form) -> None:
    known = {(c["region"], c["side"]): c for c in draft.get("conditions", [])}
    found = []
    for row in range(HURT_ROWS):
        region, side = one(form, f"region-{row}"), one(form, f"side-{row}") or "left"
        if not region:
            continue
        told = dict(known.get((region, side), {"region": region, "side": side}))
        pain = number(one(form, f"pain-{row}"))
        if pain is not None:
            told["pain_during"] = pain
        told["active"] = True
        found.append(told)
    quiet = [c for c in known.values() if not c.get("active", True)]
    draft["conditions"] = [*found, *quiet]


TAKE: Final[Mapping[str, Callable[[Document, Form], None]]] = {
    "birth": _birth,
    "sex": _sex,
    "mass": _mass,
    "lifting": _lifting,
    "goals": _goals,
    "kit": _kit,
    "time": _time,
    "races": _races,
    "week": _week,
    "screen": _screen,
    "hurts": _hurts,
}
"""What each screen's form changes in the document."""


def weights_shown(draft: Document) -> dict[str, dict[str, Any]]:
    """Return for each kind of weight the choices, those taken, and the others as text."""
    measures = measures_of_draft(draft)
    home: Document = next((p for p in draft.get("places", []) if p["id"] == "home"), {})
    shown: dict[str, dict[str, Any]] = {}
    for name, (metric, imperial) in LISTS.items():
        listed = imperial if measures.imperial else metric
        have = [measures.mass_value(kg) for kg in home.get(f"{name}_kg", [])]
        times = 2 if name in PAIRED else 1
        taken = {value for value in listed if have.count(value) >= times}
        rest = list(have)
        for value in taken:
            for _ in range(times):
                rest.remove(value)
        shown[name] = {
            "listed": [f"{value:g}" for value in listed],
            "taken": {f"{value:g}" for value in taken},
            "more": " ".join(f"{value:g}" for value in rest),
        }
    return shown

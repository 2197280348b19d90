"""Athlete documents for tests: one that says everything, one that says as little as it may."""

from __future__ import annotations

import copy
import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from ironstride.body.red_flags import BY_ID
from ironstride.catalogue import load
from ironstride.catalogue.protocols import pain_rules, rehab_now
from ironstride.catalogue.self_tests import known_test
from ironstride.importers.athlete_checks import KnownIds
from ironstride.services.files import known_rules

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
TODAY = dt.date(2026, 11, 23)

FULL: dict[str, Any] = {
    "schema": "ironstride/athlete/1",
    "athlete": {
        "name": "Runner",
        "birth_year": 1985,
        "sex": "female",
        "body_mass_kg": 61.5,
        "height_cm": 170,
        "running_years": 8.5,
        "lifting_experience": "novice",
        "time_zone": "Europe/Berlin",
        "hr_max_bpm": 186,
        "hr_rest_bpm": 52,
    },
    "goals": {"injury-prevention": 3, "economy": 2, "mental-toughness": 0},
    "places": [
        {"id": "home", "equipment": ["step", "band", "mat"], "dumbbells_kg": [8, 8, 12.5]},
        {
            "id": "gym",
            "equipment": ["barbell", "rack", "bench", "cable"],
            "bars_kg": [20],
            "plates_kg": [10, 10, 5, 5, 1.25, 1.25],
            "kettlebells_kg": [16],
            "machine_step_kg": 5,
            "machine_min_kg": 5,
            "machine_max_kg": 120,
            "bands": [{"name": "green", "kg_low": 5, "kg_high": 15}],
        },
    ],
    "availability": {
        "sessions_per_week": 2,
        "minutes": 30,
        "rest_days": ["fri"],
        "windows": [
            {"day": "tue", "from": "17:00", "to": "20:30", "place": "gym", "minutes": 45},
            {"day": "sat", "from": "08:00", "to": "12:00", "preferred": True},
        ],
        "away": [{"from": "2026-12-24", "to": "2026-12-24", "place": "home"}],
        "micro_minutes": 5,
    },
    "races": [
        {
            "name": "Spring half",
            "date": "2027-03-14",
            "distance_m": 21097.5,
            "priority": "A",
            "goal_seconds": 6300,
        }
    ],
    "usual_week": [
        {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60, "distance_m": 11000},
        {"day": "sun", "start": "09:30", "kind": "long", "minutes": 110.5},
    ],
    "planned_runs": [
        {"date": "2026-11-26", "start": "07:00", "kind": "tempo", "minutes": 50},
        {"date": "2026-11-28", "start": "00:00", "kind": "rest", "minutes": 0},
    ],
    "conditions": [
        {
            "region": "achilles",
            "side": "left",
            "active": True,
            "since": "2026-10-01",
            "protocol": "achilles-hsr",
            "pain_during": 3,
            "pain_after": 2.5,
            "pain_next_morning": 1,
            "stage": 2,
        },
        {"region": "groin", "side": "both", "active": False},
    ],
    "red_flags": ["RF-03"],
    "limits": [
        {
            "set_by": "Physiotherapist",
            "set_on": "2026-11-01",
            "until": "2027-01-31",
            "region": "achilles",
            "side": "left",
            "max_load_kg": 40,
            "max_contacts": 20,
            "max_sessions_per_week": 2,
            "max_percent_1rm": 75,
            "note": "Slow only.",
        },
        {"set_by": "Coach", "forbid": "exercise", "exercise": "push-up"},
        {"set_by": "Coach", "require": "push-up"},
    ],
    "preferences": {"like": ["push-up"], "dislike": [], "units": "metric"},
    "screening": {
        "clearance_needed": False,
        "cleared_by": "Doctor",
        "systolic_mmhg": 121,
        "diastolic_mmhg": 79,
        "pregnant": False,
        "postpartum_weeks": 30,
    },
    "tests": [{"test": "heel-raise", "date": "2026-11-01", "side": "left", "value": 24}],
    "checkins": [
        {
            "date": "2026-11-23",
            "sleep_hours": 7.5,
            "soreness": 3,
            "fatigue": 2,
            "stress": 4,
            "illness": "none",
        }
    ],
    "results": [{"date": "2026-09-13", "distance_m": 10000, "seconds": 2810}],
    "pins": [
        {"date": "2026-11-24", "start": "18:00", "session": "place"},
        {"date": "2026-11-25", "exercise": "push-up", "instead_of": "pull-up"},
    ],
    "technique": ["push-up"],
    "rules_off": ["variety.within_week"],
}

SMALL: dict[str, Any] = {
    "schema": "ironstride/athlete/1",
    "athlete": {"birth_year": 1985, "body_mass_kg": 61.5, "lifting_experience": "none"},
    "availability": {},
}


def full() -> dict[str, Any]:
    """Return a copy of the document that says everything."""
    return copy.deepcopy(FULL)


def small(**more: Any) -> dict[str, Any]:  # noqa: ANN401 (a document holds whatever a test wants)
    """Return a copy of the smallest document, with more top-level keys."""
    return {**copy.deepcopy(SMALL), **more}


@cache
def known() -> KnownIds:
    """Return the ids of what is installed."""
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


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of one of our published schemas."""
    schema = json.loads((REFERENCE / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))

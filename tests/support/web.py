"""Databases and apps for tests of the pages: a runner with a plan, a fixed clock."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from functools import cache
from pathlib import Path

from fastapi import FastAPI

from ironstride.catalogue import load
from ironstride.domain.athlete import Athlete
from ironstride.exporters.plan_json import plan_json
from ironstride.importers.athlete_file import read_athlete
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from ironstride.services.files import known_ids
from ironstride.storage import Database, open_database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf

with warnings.catch_warnings():
    # Starlette would rather have a successor of httpx, which is not among our locked packages.
    warnings.filterwarnings("ignore", message="Using `httpx` with")
    from fastapi.testclient import TestClient

__all__ = [
    "TestClient",
]

NOW = dt.datetime(2026, 11, 23, 7, 15, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TODAY = NOW.date()
HOME = "http://127.0.0.1:8765"

ATHLETE: dict[str, object] = {
    "schema": "ironstride/athlete/1",
    "athlete": {"birth_year": 1988, "body_mass_kg": 64, "lifting_experience": "novice"},
    "places": [
        {
            "id": "home",
            "equipment": ["dumbbell", "bench", "mat", "step"],
            "dumbbells_kg": [8, 8, 10, 10, 12, 12, 16, 16, 20, 20],
        }
    ],
    "availability": {"sessions_per_week": 2, "minutes": 30, "rest_days": ["fri"]},
    "races": [
        {"date": "2027-03-14", "distance_m": 21097.5, "priority": "A", "name": "Spring half"}
    ],
    "usual_week": [
        {"day": "mon", "start": "06:30", "kind": "easy", "minutes": 50},
        {"day": "wed", "start": "18:00", "kind": "intervals", "minutes": 60},
        {"day": "sat", "start": "08:00", "kind": "easy", "minutes": 45},
        {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
    ],
}


def athlete_of(document: dict[str, object]) -> Athlete:
    """Return the athlete of a document that is right."""
    parsed = read_athlete(
        json.dumps(document), location="athlete", file_format="json", today=TODAY, known=known_ids()
    )
    assert parsed.value is not None, parsed.problems
    return parsed.value


@cache
def plan_text() -> str:
    """Return the JSON of the runner's plan; made once."""
    request = PlanRequest(
        athlete=athlete_of(ATHLETE), catalogue=load(), today=TODAY, detail=3, weeks=17
    )
    return plan_json(make_plan(request))


def database_with_plan(path: Path) -> Database:
    """Return a database with the runner and a stored plan."""
    database = open_database(path)
    with database.begin() as unit:
        unit.documents.put("athlete", json.dumps(ATHLETE), now=NOW)
        unit.plans.add(plan_text(), facts_hash="test", why="First plan", now=NOW)
    return database


def app_of(database: Database, *, demo: Database | None = None) -> FastAPI:
    """Return the app over a database, at the fixed time, planning in the foreground."""
    return create_app(Shelf(own=database, demo=demo, now=lambda: NOW, in_background=False))


def client_of(app: FastAPI) -> TestClient:
    """Return a client of this machine; redirects are followed as a browser does."""
    return TestClient(app, base_url=HOME, raise_server_exceptions=True)

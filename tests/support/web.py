"""Databases and apps for tests of the pages: a runner with a plan, a fixed clock."""

from __future__ import annotations

import atexit
import datetime as dt
import json
import shutil
import warnings
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fastapi import FastAPI

from ironstride.services.planning import PlanSettings, replan
from ironstride.services.runner import set_athlete_text
from ironstride.storage import Database, open_database
from ironstride.web.app import create_app
from ironstride.web.shelf import Shelf

with warnings.catch_warnings():
    # Starlette would rather have a successor of httpx, which is not among our locked packages.
    warnings.filterwarnings("ignore", message="Using `httpx` with")
    from fastapi.testclient import TestClient

__all__ = ["TestClient"]

NOW = dt.datetime(2026, 11, 23, 7, 15, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TODAY = NOW.date()
HOME = "http://127.0.0.1:8765"
SETTINGS = PlanSettings(detail=2)
"""Two weeks in detail: every page is the same, and planning takes a third of a second."""

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
    "availability": {
        "sessions_per_week": 2,
        "minutes": 30,
        "rest_days": ["fri"],
        "windows": [
            *({"day": day, "from": "17:30", "to": "21:00"} for day in ("mon", "tue", "thu")),
            {"day": "wed", "from": "06:00", "to": "08:00"},
            {"day": "sat", "from": "10:00", "to": "18:00", "preferred": True},
        ],
    },
    "races": [
        {"date": "2027-03-14", "distance_m": 21097.5, "priority": "A", "name": "Spring half"}
    ],
    "usual_week": [
        {"day": "mon", "start": "06:30", "kind": "easy", "minutes": 50},
        {"day": "wed", "start": "18:00", "kind": "intervals", "minutes": 60},
        {"day": "sat", "start": "08:00", "kind": "easy", "minutes": 45},
        {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
    ],
    "pins": [{"date": "2026-11-23", "session": "place"}],
}
"""Trains at home; today, a Monday, a session is wanted."""


@cache
def _master() -> Path:
    """Return the file of a database with the runner and the plan; made once."""
    folder = mkdtemp(prefix="ironstride-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "master.db"
    database = open_database(path)
    stored = set_athlete_text(
        database, json.dumps(ATHLETE), location="athlete", file_format="json", today=TODAY, now=NOW
    )
    assert stored.value is not None, stored.problems
    made = replan(database, today=TODAY, now=NOW, why="First plan", settings=SETTINGS)
    assert made.value is not None, made.problems
    database.close()
    return path


def database_with_plan(path: Path) -> Database:
    """Return a database of its own with the runner and a stored plan."""
    shutil.copy(_master(), path)
    return open_database(path)


def app_of(database: Database, *, demo: Database | None = None) -> FastAPI:
    """Return the app over a database, at the fixed time, planning in the foreground."""
    return create_app(
        Shelf(own=database, demo=demo, now=lambda: NOW, in_background=False, settings=SETTINGS)
    )


def client_of(app: FastAPI) -> TestClient:
    """Return a client of this machine; redirects are followed as a browser does."""
    return TestClient(app, base_url=HOME, raise_server_exceptions=True)

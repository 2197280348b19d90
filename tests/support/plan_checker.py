"""An independent check of a plan: recomputed from the plan, the athlete file and the catalogue.

Imports nothing of the planner. Each fault is one sentence that starts with where it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from tests.support import (
    plan_checks_body,
    plan_checks_calendar,
    plan_checks_coach,
    plan_checks_ledger,
    plan_checks_load,
)
from tests.support.outsider import Document, Outsider

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@cache
def _schema(name: str) -> Draft202012Validator:
    document = json.loads((REFERENCE / f"{name}.schema.json").read_text("utf-8"))
    return Draft202012Validator(document, format_checker=FormatChecker(["date"]))


def _shape(name: str, document: Document) -> Iterator[str]:
    for error in _schema(name).iter_errors(document):
        path = "/".join(str(part) for part in error.absolute_path)
        yield f"schema of {name}: {path}: {error.message[:200]}"


def check(
    plan: Document,
    athlete: Document,
    catalogue: Document,
    *,
    weeks: int | None = None,
    detail: int = 16,
    logged: bool = False,
) -> list[str]:
    """Return every fault of a plan against its contract; empty where all of it holds.

    Args:
        weeks, detail: as they were asked for.
        logged: whether lifts were given, of which the plan's document does not tell.
    """
    found = [*_shape("plan", plan), *_shape("athlete", athlete)]
    if found:
        return found
    seen = Outsider(plan, athlete, catalogue)
    return [
        *plan_checks_calendar.weeks(seen, weeks, detail),
        *plan_checks_calendar.runs(seen),
        *plan_checks_calendar.placement(seen),
        *plan_checks_calendar.heavy_legs(seen, logged=logged),
        *plan_checks_calendar.run_first(seen),
        *plan_checks_load.minutes(seen),
        *plan_checks_load.content(seen),
        *plan_checks_load.loads_are_kept(seen),
        *plan_checks_body.stops(seen),
        *plan_checks_body.pain(seen),
        *plan_checks_body.screening(seen),
        *plan_checks_body.plyometrics(seen),
        *plan_checks_body.technique(seen, logged=logged),
        *plan_checks_body.first_weeks(seen, logged=logged),
        *plan_checks_body.limits(seen),
        *plan_checks_ledger.ledger(seen, detail),
        *plan_checks_ledger.reasons(seen),
    ]


def at_a_glance(plan: Document, athlete: Document, catalogue: Document) -> list[str]:
    """Return what a coach would call wrong at a glance; empty where she would nod."""
    seen = Outsider(plan, athlete, catalogue)
    return [
        *plan_checks_coach.season(seen),
        *plan_checks_coach.needs(seen),
        *plan_checks_coach.sessions(seen),
        *plan_checks_coach.menus(seen),
        *plan_checks_coach.main_lifts(seen),
    ]

"""The first minutes: a draft of the athlete document that grows answer by answer."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ironstride.catalogue import load
from ironstride.catalogue.self_tests import known_tests
from ironstride.domain.problem import Parsed
from ironstride.exporters.athlete_json import athlete_document
from ironstride.importers.athlete_file import read_athlete_document
from ironstride.planner.request import PlanRequest
from ironstride.services.analyses import runs_between
from ironstride.services.current_plan import current_plan
from ironstride.services.files import known_ids
from ironstride.services.planning import PAIN_DAYS, RUN_DAYS, bone_answers, planned_ids
from ironstride.services.runner import athlete_now, set_athlete_text, stored_athlete

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.plan import Plan
    from ironstride.storage import Database, UnitOfWork

DRAFT: Final = "setup-draft"
"""Setting that holds the answers until they are finished."""
USUAL_AGE: Final = 38
USUAL_MASS_KG: Final = 68.0
"""What stands in the fields before anybody answered (house)."""

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The plan as it takes shape, or what is wrong with the answers."""

    athlete: Athlete | None
    plan: Plan | None
    faults: tuple[str, ...] = ()


def fresh(today: dt.date) -> Document:
    """Return the answers that stand before anybody gave one."""
    return {
        "schema": "ironstride/athlete/1",
        "athlete": {
            "birth_year": today.year - USUAL_AGE,
            "sex": "unspecified",
            "body_mass_kg": USUAL_MASS_KG,
            "lifting_experience": "none",
        },
        "goals": {"injury-prevention": 2},
        "places": [{"id": "home"}],
        "availability": {"sessions_per_week": 2, "minutes": 30},
        "preferences": {"units": "metric"},
    }


def draft_of(unit: UnitOfWork, today: dt.date) -> Document:
    """Return the answers so far: those of the draft, else those that hold, else the usual ones."""
    kept = unit.settings.get(DRAFT)
    if kept is not None:
        draft: Document = json.loads(kept)
        return draft
    athlete = stored_athlete(unit, today)
    return fresh(today) if athlete is None else dict(athlete_document(athlete))


def keep_draft(database: Database, draft: Document) -> Parsed[bool]:
    """Ensure that the answers so far are kept, over a restart too."""
    text = json.dumps(draft, ensure_ascii=False)

    def store(unit: UnitOfWork) -> bool:
        unit.settings.put(DRAFT, text)
        return True

    return database.write(store)


def read_draft(draft: Document, today: dt.date) -> Parsed[Athlete]:
    """Return the athlete that the answers make, or what is wrong with them."""
    return read_athlete_document(draft, location="", today=today, known=known_ids())


def shape_of(unit: UnitOfWork, draft: Document, today: dt.date) -> Shape:
    """Return the season and this week's sessions that the answers would give: a preview."""
    # The solver's library takes a tenth of a second to import; only a preview needs it.
    from ironstride.planner.solve import make_plan  # noqa: PLC0415 (see above)

    parsed = read_draft(draft, today)
    if parsed.value is None:
        faults = tuple(f"{p.sentence} {p.remedy or ''}".strip() for p in parsed.errors)
        return Shape(athlete=None, plan=None, faults=faults)
    known = athlete_now(unit, today)
    athlete = parsed.value
    if known is not None:
        athlete = replace(
            athlete, red_flags=known.red_flags, technique=known.technique, tests=known.tests
        )
    current = current_plan(unit)
    request = PlanRequest(
        athlete=athlete,
        catalogue=load(),
        today=today,
        runs=runs_between(unit, today - dt.timedelta(days=RUN_DAYS), today),
        lifts=unit.sets.all(),
        logged_sessions=unit.sessions.all(),
        pain_reports=unit.pains.between(today - dt.timedelta(days=PAIN_DAYS), today),
        bone_answers=bone_answers(unit, today),
        under_way=frozenset() if current is None else planned_ids(current.plan, today),
        tests=known_tests(one.test for one in athlete.tests),
        detail=2,
    )
    return Shape(athlete=athlete, plan=make_plan(request, preview=True))


def finish(database: Database, *, today: dt.date, now: dt.datetime) -> Parsed[Athlete]:
    """Return the athlete of the answers, stored; the draft is done with."""
    with database.snapshot() as unit:
        draft = draft_of(unit, today)
    stored = set_athlete_text(
        database,
        json.dumps(draft, ensure_ascii=False),
        location="your answers",
        file_format="json",
        today=today,
        now=now,
        why="Your answers.",
    )
    if stored.value is not None:
        drop_draft(database)
    return stored


def drop_draft(database: Database) -> None:
    """Ensure that no unfinished answers are kept."""
    with database.begin() as unit:
        unit.settings.remove(DRAFT)

"""What if: scenarios in words, tried on a copy of what is stored or of files; nothing is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.body.words import region_words
from ironstride.domain.athlete import at_place
from ironstride.domain.clock import date_said, monday_of
from ironstride.domain.problem import Parsed, Problem
from ironstride.planner.facts import season_weeks
from ironstride.planner.solve import make_plan
from ironstride.planner.what_if import (
    DaysAway,
    ExerciseIn,
    ExerciseOut,
    MinutesEach,
    PainToday,
    PlaceClosed,
    RaceMoved,
    Scenario,
    SessionsAWeek,
    changed,
    compare,
    dated,
    reach,
    weeks_in_detail,
)
from ironstride.services.asked_words import kind_named
from ironstride.services.by_hand import as_left
from ironstride.services.carry import first_day
from ironstride.services.current_plan import current_plan
from ironstride.services.edits import edits_of, followed
from ironstride.services.lift_names import likely_ids
from ironstride.services.planning import facts_hash, request_now
from ironstride.services.priced import LedgerRow, rows_of
from ironstride.services.runner import NOBODY

if TYPE_CHECKING:
    from ironstride.domain.exercise import Catalogue
    from ironstride.domain.plan import Plan
    from ironstride.planner.request import PlanRequest
    from ironstride.planner.what_if import Comparison, Edit
    from ironstride.services.edits import Edits
    from ironstride.services.planning import Progress
    from ironstride.services.stateless import Asked, PlanFiles
    from ironstride.storage import Database, UnitOfWork

WEEK: Final = dt.timedelta(weeks=1)
MOST_NAMED: Final = 5
"""House: so many exercises are offered for a name that means several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of scenarios.

    Args:
        said: the scenarios in words.
        rows: the rules that differ, with their titles.
        hints: what is to be known beside the plans.
    """

    scenarios: tuple[Scenario, ...]
    said: tuple[str, ...]
    comparison: Comparison
    rows: tuple[LedgerRow, ...]
    hints: tuple[str, ...]


def one_exercise(name: str, catalogue: Catalogue, where: str) -> Parsed[str]:
    """Return the id of the one exercise that a name means, or what keeps it from one."""
    kind = kind_named(" ".join(name.casefold().split()), catalogue)
    if kind is not None and kind.is_one:
        return Parsed(value=kind.exercises[0].id)
    ids = likely_ids(name) if kind is None else tuple(e.id for e in kind.exercises[:MOST_NAMED])
    remedy = f"Did you mean {' or '.join(ids)}?" if ids else "See `ironstride catalogue`."
    means = "no exercise that is known" if kind is None else "several exercises"
    problem = Problem(
        code="unknown-exercise", sentence=f"“{name}” means {means}.", location=where, remedy=remedy
    )
    return Parsed(value=None, problems=(problem,))


def next_week(today: dt.date) -> tuple[dt.date, dt.date]:
    """Return Monday and Sunday of the week after a day's."""
    monday = monday_of(today) + WEEK
    return monday, monday + dt.timedelta(days=6)


def try_stored(
    database: Database,
    scenarios: tuple[Scenario, ...],
    *,
    today: dt.date,
    progress: Progress | None = None,
) -> Parsed[Tried]:
    """Return what scenarios would make of the plan that is stored; nothing is written.

    Where what is stored asks for another plan by now, the plan that it asks for is compared.
    """

    def gather(unit: UnitOfWork) -> tuple[PlanRequest | None, bool, Edits]:
        request = request_now(unit, first_day(unit, today))
        current = current_plan(unit)
        is_fresh = (
            request is not None
            and current is not None
            and unit.plans.latest_hash() == facts_hash(request)
        )
        return request, is_fresh, edits_of(unit, today)

    gathered = database.read(gather)
    if gathered.value is None:
        return Parsed(value=None, problems=gathered.problems)
    request, is_fresh, edits = gathered.value
    if request is None:
        return Parsed(value=None, problems=(NOBODY,))

    def edit(asked: PlanRequest, made: Plan) -> Plan:
        return as_left(asked, made, followed(edits, asked.previous, made))

    request = replace(request, detail=reach(scenarios, request.today))
    return _tried(
        request,
        scenarios,
        request.previous if is_fresh else None,
        progress=progress,
        edit=edit if edits else None,
    )


def try_files(
    files: PlanFiles,
    asked: Asked,
    scenarios: tuple[Scenario, ...],
    *,
    cores: int = 1,
    progress: Progress | None = None,
) -> Parsed[Tried]:
    """Return what scenarios would make of a plan from files.

    The plan that stands is that of ``files.previous``, or the one that the other files make.
    """
    from ironstride.services.stateless import request_of  # noqa: PLC0415 (it imports every reader)

    read = request_of(files, asked, cores=cores)
    if read.value is None:
        return Parsed(value=None, problems=read.problems)
    request = replace(read.value, detail=reach(scenarios, asked.today))
    tried = _tried(request, scenarios, request.previous, progress=progress)
    return Parsed(value=tried.value, problems=(*read.problems, *tried.problems))


def _tried(
    request: PlanRequest,
    scenarios: tuple[Scenario, ...],
    standing: Plan | None,
    *,
    progress: Progress | None,
    edit: Edit | None = None,
) -> Parsed[Tried]:
    asked = changed(request, scenarios)
    if asked.value is None:
        return Parsed(value=None, problems=asked.problems)
    old = standing
    most = min(request.detail, season_weeks(request))
    if old is None or (weeks_in_detail(old) < most and not old.is_stopped):
        old = make_plan(request, progress=progress)
        if edit is not None:
            old = edit(request, old)
    scenarios = dated(scenarios, old, request.today)
    asked = changed(request, scenarios)
    if asked.value is None:
        return Parsed(value=None, problems=asked.problems)
    comparison = compare(asked.value, old, progress=progress, edit=edit)
    return Parsed(
        value=Tried(
            scenarios=scenarios,
            said=tuple(said(each, request.catalogue) for each in scenarios),
            comparison=comparison,
            rows=rows_of(comparison.costs),
            hints=tuple(_hints(request, scenarios)),
        )
    )


def _hints(request: PlanRequest, scenarios: tuple[Scenario, ...]) -> list[str]:
    found: list[str] = []
    if request.athlete.availability.windows and any(isinstance(s, PlaceClosed) for s in scenarios):
        found.append(
            "While the place is closed sessions lie elsewhere, at any hour from 6 to 21: your "
            "windows say nothing of other places."
        )
    return found


def said(scenario: Scenario, catalogue: Catalogue) -> str:  # noqa: PLR0911 (a scenario each)
    """Return a scenario in a few words: “nothing at the gym from Mon 30 Nov to Sun 6 Dec”."""
    match scenario:
        case PlaceClosed():
            return f"nothing {at_place(scenario.place)} {_span(scenario.first, scenario.last)}"
        case DaysAway():
            return f"no training {_span(scenario.first, scenario.last)}"
        case SessionsAWeek():
            count = scenario.sessions
            return "one session a week" if count == 1 else f"{count} sessions a week"
        case MinutesEach():
            return f"{scenario.minutes} minutes a session"
        case RaceMoved():
            return f"the race of {date_said(scenario.old)} on {date_said(scenario.new)}"
        case PainToday():
            where = region_words(scenario.region, scenario.side)
            return f"pain of {scenario.level:g} out of 10, {where}, from today on"
        case ExerciseOut():
            return f"without {catalogue.exercise(scenario.exercise).name}"
        case ExerciseIn():
            name = catalogue.exercise(scenario.exercise).name
            if scenario.date is None:
                return f"with {name} in the next session"
            return f"with {name} on {date_said(scenario.date)}"


def _span(first: dt.date, last: dt.date) -> str:
    if first == last:
        return f"on {date_said(first)}"
    return f"from {date_said(first)} to {date_said(last)}"

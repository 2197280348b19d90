"""The plan that holds: made from all that is stored, kept byte for byte, changes with their why."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.body.red_flags import BONE_FLAG
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import known_tests
from ironstride.domain.athlete import Pin
from ironstride.domain.body_region import Region, Side
from ironstride.domain.plan import Plan
from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.athlete_json import athlete_document
from ironstride.exporters.catalogue_json import catalogue_document
from ironstride.exporters.plan_json import plan_json
from ironstride.planner.request import DEFAULT_DETAIL, PlanRequest
from ironstride.services.analyses import runs_between
from ironstride.services.by_hand import as_left
from ironstride.services.cards import store_cards
from ironstride.services.carry import carried, first_day
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.edits import Edits, edits_of, followed, put_edits
from ironstride.services.every_set import every_set
from ironstride.services.lift_names import answers, outside_named
from ironstride.services.runner import NOBODY, athlete_now

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.performance import LoggedSession
    from ironstride.storage import Database, UnitOfWork

SETTINGS: Final = "plan"
"""Name under which the last wishes for season and detail are kept."""
RUN_DAYS: Final = 400
"""Days of runs that a plan looks back on: more than any of its rules asks for (house)."""
PAIN_DAYS: Final = 120
"""Days of pain reports that a plan looks back on; gates forget sooner (house)."""
BONE_DAYS: Final = 14
"""Days for which "no" to the bone questions counts; then they are asked again (house)."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
CANCELLED: Final = Problem(
    code="cancelled",
    sentence="Planning was stopped. The plan before it stands as it was; what you told since is "
    "kept, and not in it yet.",
    location="plan",
    remedy="Plan again when you like.",
)
"""Said where a planning was wanted no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """What a plan is asked for beside the facts; ``weeks`` None: through the last race."""

    seed: int = 1
    weeks: int | None = None
    detail: int = DEFAULT_DETAIL


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The plan that holds after a planning; ``is_new`` False where equal facts had given it."""

    current: CurrentPlan
    is_new: bool


def request_now(
    unit: UnitOfWork, today: dt.date, settings: PlanSettings | None = None
) -> PlanRequest | None:
    """Return the request that all stored facts make; None where there is no runner yet."""
    athlete = athlete_now(unit, today)
    if athlete is None:
        return None
    asked = settings or settings_of(unit)
    current = current_plan(unit)
    lifts = tuple(each for each in every_set(unit) if each.date <= today)
    return PlanRequest(
        athlete=_without_left_out(athlete, unit.sessions.all(), today),
        catalogue=load(),
        today=today,
        seed=asked.seed,
        runs=runs_between(unit, today - dt.timedelta(days=RUN_DAYS), today),
        lifts=lifts,
        outside=outside_named((each.exercise for each in lifts), answers(unit)),
        logged_sessions=tuple(
            # A session left out in advance is known already.
            each
            for each in unit.sessions.all()
            if each.date <= today or each.skipped
        ),
        pain_reports=unit.pains.between(today - dt.timedelta(days=PAIN_DAYS), today),
        bone_answers=bone_answers(unit, today),
        under_way=frozenset() if current is None else planned_ids(current.plan, today),
        previous=None if current is None else current.plan,
        released=_free_again(unit, today),
        tests=known_tests(one.test for one in athlete.tests),
        weeks=asked.weeks,
        detail=asked.detail,
    )


def _free_again(unit: UnitOfWork, today: dt.date) -> frozenset[str]:
    """Return the sessions whose changes by hand were released since the plan was made."""
    return frozenset(id for id, edit in edits_of(unit, today).items() if edit.is_released)


def planned_ids(plan: Plan, date: dt.date) -> frozenset[str]:
    """Return the ids of a plan's sessions on a date."""
    return frozenset(s.id for week in plan.weeks for s in week.sessions if s.date == date)


def _without_left_out(
    athlete: Athlete, sessions: tuple[LoggedSession, ...], today: dt.date
) -> Athlete:
    """Return the athlete who has taken out the sessions to come that were left out in advance."""
    held = {pin.date for pin in athlete.pins if pin.session is not None}
    days = {each.date for each in sessions if each.skipped and each.date >= today} - held
    pins = tuple(Pin(date=day, session="none") for day in sorted(days))
    return replace(athlete, pins=(*athlete.pins, *pins)) if pins else athlete


def settings_of(unit: UnitOfWork) -> PlanSettings:
    """Return what was last asked for by name; what is planned anew keeps to it."""
    told = unit.settings.get(SETTINGS)
    return PlanSettings() if told is None else PlanSettings(**json.loads(told))


def bone_answers(unit: UnitOfWork, today: dt.date) -> frozenset[tuple[Region, Side]]:
    """Return the regions and sides whose bone questions were all answered with no lately."""
    since = today - dt.timedelta(days=BONE_DAYS)
    return frozenset(
        (answer.region, answer.side)
        for answer in unit.red_flags.between(since, today)
        if answer.flag == BONE_FLAG
        and answer.yes is False
        and answer.region is not None
        and answer.side is not None
    )


def facts_hash(request: PlanRequest) -> str:
    """Return a digest of all that influences a plan but the plan before it."""
    parts = [
        json.dumps(athlete_document(request.athlete), sort_keys=True),
        json.dumps(catalogue_document(request.catalogue), sort_keys=True),
        repr((request.today, request.seed, request.weeks, request.detail)),
        repr((request.runs, request.lifts, request.logged_sessions, request.pain_reports)),
        repr(sorted(request.bone_answers)),
        repr(request.tests),
        repr(sorted(request.switched_off)),
        *(f"{name}: {each.id}" for name, each in sorted(request.outside.items())),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def preview(
    database: Database, *, today: dt.date, settings: PlanSettings | None = None
) -> Parsed[Plan]:
    """Return a plan at once: safe, not proven, marked as a preview and never stored."""
    # The solver's library takes a tenth of a second to import; pages that only read do without.
    from ironstride.planner.solve import make_plan  # noqa: PLC0415 (see above)

    asked = database.read(
        lambda unit: (
            request_now(unit, first_day(unit, today), settings),
            edits_of(unit, today),
        )
    )
    request, edits = asked.value or (None, {})
    if request is None:
        return Parsed(value=None, problems=asked.problems or (NOBODY,))
    made = make_plan(request, preview=True)
    left = as_left(request, made, followed(edits, request.previous, made), preview=True)
    return Parsed(value=carried(request.previous, left))


def replan(  # noqa: PLR0913 (what every door may say of a planning)
    database: Database,
    *,
    today: dt.date,
    now: dt.datetime,
    why: str,
    settings: PlanSettings | None = None,
    undo: str | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Parsed[Replanned]:
    """Return the plan that the stored facts give, stored if it is new, its changes as cards.

    The one way to a plan for every door: pages, commands, the demo runner. Sessions cut or swapped
    by hand stay as they were left. Equal facts give the plan that is there. The plan is made
    outside any transaction; what is logged meanwhile counts at the next planning.

    Args:
        why: the sentence that says what it was made for: "You missed Thursday's session."
        settings: None keeps to those of the last planning that gave any.
        undo: how the cause can be taken back, in the caller's own words; None where it cannot.
        cancelled: asked between weeks whether the plan is wanted no more: then nothing is stored.
    """
    from ironstride.planner.solve import Stopped, make_plan  # noqa: PLC0415 (as in preview)

    def gather(unit: UnitOfWork) -> tuple[PlanRequest | None, CurrentPlan | None, str | None]:
        request = request_now(unit, first_day(unit, today), settings)
        return request, current_plan(unit), unit.plans.latest_hash()

    gathered = database.read(gather)
    if gathered.value is None:
        return Parsed(value=None, problems=gathered.problems)
    request, current, last_hash = gathered.value
    if request is None:
        return Parsed(value=None, problems=(NOBODY,))
    digest = facts_hash(request)
    if current is not None and last_hash == digest:
        return Parsed(value=Replanned(current=current, is_new=False))
    try:
        made = make_plan(request, progress=progress, cancelled=cancelled)
    except Stopped:
        return Parsed(value=None, problems=(CANCELLED,))
    cause = _Cause(
        today=today,
        now=now,
        digest=digest,
        why=why,
        undo=undo,
        told=None if settings is None else json.dumps(asdict(settings)),
    )
    return _stored(database, request, made, cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cause:
    """What a plan was made of and for; ``told``: wishes for the season to keep, as JSON."""

    today: dt.date
    now: dt.datetime
    digest: str
    why: str
    undo: str | None
    told: str | None


def _stored(
    database: Database, request: PlanRequest, made: Plan, cause: _Cause
) -> Parsed[Replanned]:
    """Return the plan just made as it is stored, with the edits of its sessions in it."""
    while True:
        # A session cut while the plan was made stays cut: edits are read last, and once more
        # where the plan is stored.
        edits = database.read(lambda unit: edits_of(unit, cause.today))
        if edits.value is None:
            return Parsed(value=None, problems=edits.problems)
        moved = followed(edits.value, request.previous, made)
        left = carried(request.previous, as_left(request, made, moved))
        stored = database.write(_storing(left, edits.value, moved, cause))
        if stored.problems:
            return Parsed(value=None, problems=stored.problems)
        if stored.value is not None:
            return Parsed(value=Replanned(current=stored.value, is_new=True))


def _storing(
    plan: Plan, edits: Edits, moved: Edits, cause: _Cause
) -> Callable[[UnitOfWork], CurrentPlan | None]:
    """Return what stores a plan with its cards; None comes back where edits changed meanwhile.

    Args:
        moved: the edits as the plan names their sessions.
    """
    document = plan_json(plan)

    def store(unit: UnitOfWork) -> CurrentPlan | None:
        if edits_of(unit, cause.today) != edits:
            return None
        if moved != edits:
            put_edits(unit, moved, now=cause.now, why="Moved with their sessions.")
        plan_id = unit.plans.add(document, facts_hash=cause.digest, why=cause.why, now=cause.now)
        if cause.told is not None:
            unit.settings.put(SETTINGS, cause.told)
        store_cards(unit, plan_id, plan.changes, today=cause.today, now=cause.now, undo=cause.undo)
        # Read back, so that what is shown is what is stored.
        return current_plan(unit)

    return store


def is_stale(database: Database, *, today: dt.date) -> Parsed[bool]:
    """Return whether the stored facts ask for another plan than the one that holds."""

    def ask(unit: UnitOfWork) -> bool:
        request = request_now(unit, first_day(unit, today))
        return request is not None and unit.plans.latest_hash() != facts_hash(request)

    return database.read(ask)

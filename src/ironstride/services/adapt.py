"""The plan answers what happens: less time, a swap, pain, a missed day; each as a card with why."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeVar

from ironstride.body.gates import gate_of_report
from ironstride.catalogue import load
from ironstride.domain.clock import day_said
from ironstride.domain.performance import LoggedSession
from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.plan_json import plan_json
from ironstride.importers.plan_json import read_plan
from ironstride.services import planning
from ironstride.services.by_hand import SWAP_RULE, TIME_RULE, Step, shortening, swapping
from ironstride.services.checkins import report_pain
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.edits import (
    Edits,
    edits_of,
    followed,
    put_edits,
    read_edits,
    with_minutes,
    with_swap,
)
from ironstride.services.log import log_session
from ironstride.services.runner import NAME as ATHLETE
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete
from ironstride.storage import About

if TYPE_CHECKING:
    from ironstride.domain.performance import PainReport
    from ironstride.domain.plan import PlannedSession, PrescribedExercise
    from ironstride.services.planning import PlanSettings, Replanned
    from ironstride.storage import Database, PlanChange, UnitOfWork

T = TypeVar("T")

LEAST_MINUTES: Final = 5
MOST_MINUTES: Final = 240
PAIN_RULE: Final = "safety.contraindicated"

NO_SESSION: Final = Problem(
    code="no-such-session",
    sentence="The plan holds no such session any more.",
    location="session",
    remedy="Look at Today: the plan may have changed meanwhile.",
)


def _failed(*problems: Problem) -> Parsed[T]:
    return Parsed(value=None, problems=problems)


def _current(database: Database) -> Parsed[CurrentPlan]:
    found = database.read(current_plan)
    if found.value is None:
        return Parsed(value=None, problems=found.problems or (NOBODY,))
    return Parsed(value=found.value)


def _edit_plan(
    database: Database,
    edit: Step,
    *,
    today: dt.date,
    now: dt.datetime,
    why: str,
    card: Callable[[PlannedSession, PlannedSession], tuple[str, str]] | None = None,
    undo: Callable[[UnitOfWork], str] | None = None,
) -> Parsed[CurrentPlan]:
    """Return the plan with one session edited, stored, its card written.

    Args:
        card: what rule and sentence the change is told with, from the session before and after.
        undo: stores what the edit rests on and returns how to take it back.
    """
    from ironstride.planner.refit import with_session  # noqa: PLC0415  the solver is slow to import

    gathered = database.read(
        lambda unit: (
            planning.request_now(unit, today),
            current_plan(unit),
            unit.plans.latest_hash(),
        )
    )
    if gathered.value is None:
        return Parsed(value=None, problems=gathered.problems)
    request, current, digest = gathered.value
    if request is None or current is None:
        return _failed(NOBODY)
    session = edit(request, current.plan)
    before = None if session is None else current.session(session.id)
    if session is None or before is None:
        return _failed(
            Problem(
                code="cannot-change-session",
                sentence="The session can't be changed that way: nothing that fits would be left.",
                location="session",
                remedy="Choose more minutes or another exercise, or leave the session out.",
            )
        )
    plan = with_session(request, current.plan, session)
    if plan is None:
        return _failed(
            Problem(
                code="rule-forbids",
                sentence="A rule that must hold forbids this change.",
                location="session",
                remedy="Choose another exercise or fewer minutes.",
            )
        )
    document = plan_json(plan)

    def store(unit: UnitOfWork) -> None:
        how = None if undo is None else undo(unit)
        plan_id = unit.plans.add(document, facts_hash=digest or "", why=why, now=now)
        if card is not None:
            rule, sentence = card(before, session)
            unit.changes.add(
                plan_id,
                what="content",
                sentence=sentence,
                rule=rule,
                undo=how,
                about=About(until=session.date),
                now=now,
            )

    stored = database.write(store)
    return Parsed(value=None, problems=stored.problems) if stored.problems else _current(database)


def shorten(
    database: Database, session_id: str, minutes: int, *, today: dt.date, now: dt.datetime
) -> Parsed[CurrentPlan]:
    """Return the plan in which a session fits into some minutes and keeps what matters most."""
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        return _failed(
            Problem(
                code="out-of-range",
                sentence=f"{minutes} minutes is not between {LEAST_MINUTES} and {MOST_MINUTES}.",
                location="minutes",
                remedy="Below five minutes, leave the session out.",
            )
        )

    def told(before: PlannedSession, after: PlannedSession) -> tuple[str, str]:
        return TIME_RULE, (
            f"{before.title} on {day_said(after.date, today)} takes {after.minutes_planned:.0f} "
            f"instead of {before.minutes_planned:.0f} minutes: you have {minutes}. "
            f"{_left_out(before, after)}"
        )

    return _edit_plan(
        database,
        shortening(session_id, minutes),
        today=today,
        now=now,
        why=f"You have {minutes} minutes.",
        card=told,
        undo=lambda unit: _keep_edit(
            unit,
            today,
            now,
            lambda edits, date: with_minutes(edits, session_id, date, minutes),
            session_id,
        ),
    )


def _left_out(before: PlannedSession, after: PlannedSession) -> str:
    kept = {e.exercise for block in after.blocks for e in block.exercises}
    gone = [
        load().by_id[e.exercise].name
        for block in before.blocks
        if block.kind != "warm-up"
        for e in block.exercises
        if e.exercise not in kept and e.exercise in load().by_id
    ]
    return f"Left out: {', '.join(gone)}." if gone else "Fewer sets, the same exercises."


def _keep_edit(
    unit: UnitOfWork,
    today: dt.date,
    now: dt.datetime,
    change: Callable[[Edits, dt.date], Edits],
    session_id: str,
) -> str:
    """Return how to take an edit back; the edit is stored."""
    current = current_plan(unit)
    session = None if current is None else current.session(session_id)
    date = today if session is None else session.date
    before = put_edits(unit, change(edits_of(unit, today), date), now=now, why="By hand")
    return json.dumps({"kind": "edits", "text": before, "session": session_id})


def swap_offers(
    database: Database, session_id: str, exercise: str, *, today: dt.date
) -> Parsed[tuple[PrescribedExercise, ...]]:
    """Return what can stand in for an exercise of a session, the nearest first."""
    from ironstride.planner.refit import alternatives  # noqa: PLC0415  the solver is slow to import

    def ask(unit: UnitOfWork) -> tuple[PrescribedExercise, ...]:
        request = planning.request_now(unit, today)
        current = current_plan(unit)
        if request is None or current is None:
            return ()
        return alternatives(request, current.plan, session_id, exercise)

    return database.read(ask)


def swap(
    database: Database,
    session_id: str,
    old: str,
    new: str,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Parsed[CurrentPlan]:
    """Return the plan in which an exercise of a session is another of equal purpose."""
    names = {id: load().by_id[id].name for id in (old, new) if id in load().by_id}

    def told(before: PlannedSession, after: PlannedSession) -> tuple[str, str]:
        del before
        return SWAP_RULE, (
            f"{names.get(new, new)} instead of {names.get(old, old)} on "
            f"{day_said(after.date, today)}: you chose it."
        )

    return _edit_plan(
        database,
        swapping(session_id, old, new),
        today=today,
        now=now,
        why=f"You swapped {names.get(old, old)}.",
        card=told,
        undo=lambda unit: _keep_edit(
            unit,
            today,
            now,
            lambda edits, date: with_swap(edits, session_id, date, old, new),
            session_id,
        ),
    )


def leave_out(
    database: Database, session_id: str, *, today: dt.date, now: dt.datetime
) -> Parsed[str]:
    """Return how a session that is left out can be taken back; it counts as skipped."""
    current = _current(database)
    session = None if current.value is None else current.value.session(session_id)
    if session is None:
        return _failed(*(current.problems or (NO_SESSION,)))
    skipped = LoggedSession(session_id=session_id, date=session.date, skipped=True)
    put = log_session(database, skipped, today=today, now=now)
    if put.value is None:
        return Parsed(value=None, problems=put.problems)
    return Parsed(value=json.dumps({"kind": "session", "id": session_id}))


def hurts(
    database: Database, report: PainReport, *, today: dt.date, now: dt.datetime
) -> Parsed[str]:
    """Return what a pain means now, in a sentence; it is stored, and told as a card on Today."""
    put = report_pain(database, report, today=today, now=now)
    if put.value is None:
        return Parsed(value=None, problems=put.problems)

    def tell(unit: UnitOfWork) -> str:
        athlete = stored_athlete(unit, today)
        answers = planning.bone_answers(unit, today)
        found = gate_of_report(report, () if athlete is None else athlete.conditions, answers)
        sentence = "" if found is None else found.sentence
        newest = unit.plans.history(limit=1)
        if newest and sentence:
            unit.changes.add(newest[0].id, what="pain", sentence=sentence, rule=PAIN_RULE, now=now)
        return sentence

    return database.write(tell)


def undo_change(
    database: Database, change_id: int, *, today: dt.date, now: dt.datetime
) -> Parsed[bool]:
    """Return whether the plan must be made anew after a card was taken back.

    False where the card was taken back before.
    """
    card = database.read(lambda unit: unit.changes.get(change_id))
    if card.problems:
        return Parsed(value=None, problems=card.problems)
    change = card.value
    if change is None or change.undo is None:
        return _failed(
            Problem(
                code="cannot-undo",
                sentence="This change can't be taken back.",
                location=f"change {change_id}",
                remedy="Move or swap by hand instead.",
            )
        )
    if change.undone_at is not None:
        return Parsed(value=False)
    how = json.loads(change.undo)
    problems = _take_back(database, how, today=today, now=now)
    if problems:
        return Parsed(value=None, problems=problems)
    undone = change.undo
    plan_id = change.plan_id

    def mark(unit: UnitOfWork) -> bool:
        for each in _siblings(unit, plan_id, undone):
            unit.changes.undo(each.id, now=now)
        if how["kind"] in {"edits", "pins"}:
            _start_before(unit, plan_id, today=today, now=now)
        return True

    return database.write(mark)


def _start_before(unit: UnitOfWork, plan_id: int, *, today: dt.date, now: dt.datetime) -> None:
    """Ensure that the plan is made anew from the one before a change by hand.

    None leaves the plan it starts from easily: what was taken back would stay. One that was made
    for another day is left alone; too much came between.
    """
    current = current_plan(unit)
    newest = unit.plans.latest()
    if current is None or newest is None or newest.document is None:
        return
    document = newest.document
    earlier = next((each for each in unit.plans.history() if each.id < plan_id), None)
    stored = None if earlier is None else unit.plans.get(earlier.id)
    if stored is not None and stored.document is not None:
        before = read_plan(stored.document, location=f"plan {stored.id}").value
        if before is not None and before.today == current.plan.today:
            document = stored.document
            edits = edits_of(unit, today)
            back = followed(edits, current.plan, before)
            if back != edits:
                put_edits(unit, back, now=now, why="Taken back.")
    # Equal facts would give the changed plan again: they count as changed.
    unit.plans.add(document, facts_hash="", why="Taken back.", now=now)


def _siblings(unit: UnitOfWork, plan_id: int, undo: str) -> tuple[PlanChange, ...]:
    """Return the cards of one cause: they are taken back together."""
    return tuple(
        each for each in unit.changes.open() if each.plan_id == plan_id and each.undo == undo
    )


def _take_back(
    database: Database, how: dict[str, str], *, today: dt.date, now: dt.datetime
) -> tuple[Problem, ...]:
    match how["kind"]:
        case "edits":
            return database.write(
                lambda unit: put_edits(
                    unit, _given_back(edits_of(unit, today), how), now=now, why="Taken back."
                )
            ).problems
        case "session":
            session_id = how["id"]
            return database.write(lambda unit: unit.sessions.undo(session_id, now=now)).problems
        case "pins":
            return _restore_pins(database, int(how["version"]), today=today, now=now)
        case _:
            raise ValueError(f"no way back is known for {how}")


def _given_back(held: Edits, how: dict[str, str]) -> Edits:
    """Return the edits with one session's as they were; what was changed elsewhere since stays.

    All as they were where the session went to another day since, or a card doesn't name it.
    """
    before = read_edits(how["text"])
    session_id = how.get("session")
    if session_id is None or session_id not in held:
        return before
    others = {id: edit for id, edit in held.items() if id != session_id}
    return others | ({session_id: before[session_id]} if session_id in before else {})


def _restore_pins(
    database: Database, version: int, *, today: dt.date, now: dt.datetime
) -> tuple[Problem, ...]:
    """Ensure that sessions are pinned as in an earlier version; all else stays as it is."""
    from ironstride.importers.athlete_file import read_athlete_document  # noqa: PLC0415  rarely
    from ironstride.services.files import known_ids  # noqa: PLC0415  rarely needed

    def both(unit: UnitOfWork) -> tuple[str | None, object]:
        old = unit.documents.version(ATHLETE, version)
        return None if old is None else old.text, stored_athlete(unit, today)

    read = database.read(both)
    if read.value is None:
        return read.problems
    text, _ = read.value
    athlete = database.read(lambda unit: stored_athlete(unit, today)).value
    if text is None or athlete is None:
        return (NOBODY,)
    old = read_athlete_document(
        json.loads(text), location=ATHLETE, today=today, known=known_ids()
    ).value
    pins = () if old is None else tuple(pin for pin in old.pins if pin.date >= today)
    return set_athlete(
        database, replace(athlete, pins=pins), today=today, now=now, why="Taken back."
    ).errors


def catch_up(
    database: Database,
    *,
    today: dt.date,
    now: dt.datetime,
    settings: PlanSettings | None = None,
    progress: planning.Progress | None = None,
    cancelled: planning.Cancelled | None = None,
) -> Parsed[Replanned]:
    """Return the plan as of today, made anew where facts or the day ask for it.

    A new day says what was missed.
    """
    current = _current(database)
    if current.value is None:
        return Parsed(value=None, problems=current.problems)
    why = "What was logged since."
    if current.value.plan.today < today:
        missed = database.read(lambda unit: missed_sessions(unit, today)).value or ()
        names = [f"{day_said(each.date, today)}'s {each.title}" for each in missed]
        why = f"You missed {' and '.join(names)}." if names else "A new day."
    return planning.replan(
        database,
        today=today,
        now=now,
        why=why,
        settings=settings,
        progress=progress,
        cancelled=cancelled,
    )


def missed_sessions(unit: UnitOfWork, today: dt.date) -> tuple[PlannedSession, ...]:
    """Return the plan's sessions before today of which nothing was logged, by date."""
    current = current_plan(unit)
    if current is None:
        return ()
    past = [
        session
        for week in current.plan.weeks
        for session in week.sessions
        if current.plan.today <= session.date < today
    ]
    return tuple(
        each
        for each in past
        if unit.sessions.get(each.id) is None and not unit.sets.of_session(each.id)
    )

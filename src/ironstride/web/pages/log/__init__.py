"""Log: the gym screen. One set at a time, nothing that must be typed, right without a network."""

from __future__ import annotations

import uuid
from typing import Annotated, Final

from fastapi import APIRouter, Body, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from ironstride.catalogue import load
from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSession, LoggedSet, SetKind
from ironstride.domain.plan import BlockKind
from ironstride.domain.problem import Problem
from ironstride.services import adapt, log
from ironstride.services.cards import open_cards
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.gym import GymSession, gym_exercise, gym_session, next_session
from ironstride.services.limits import told_of
from ironstride.services.measures import IMPERIAL, METRIC
from ironstride.services.outbox import Received, receive
from ironstride.storage import PutStatus
from ironstride.web import taps
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.pages.log.document import gym_document, offer_document
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.replanning import UNSTORED
from ironstride.web.shelf import Asked, Runner, Visit, visit_as

ROUTER = APIRouter()
MOST_CHANGES: Final = 500
AMOUNTS: Final = ("reps", "seconds", "contacts", "distance_m")
CARDS: Final = 6
CAUSES: Final = {
    "session": "You trained.",
    "pain": "Something hurts.",
    "test": "You tested yourself.",
    "test-edit": "You corrected a test.",
    "test-delete": "You took a test's result back.",
    "test-undo": "You brought a test's result back.",
}
"""What phones send that the plan answers, and what it says then."""


@ROUTER.get("/log", response_model=None)
def start(request: Request, visit: Asked) -> HTMLResponse | RedirectResponse:
    """Open the session of today, else the next one."""
    with visit.database.snapshot() as unit:
        shown = visit.replanner.shown(visit.database, current_plan(unit))
        found = next_session(shown if _is_stored(shown) else None, visit.today)
    if found is not None:
        return back_to(f"/log/{found.id}")
    return render(request, visit, "log/none.html", page=PAGE, where="Log")


@ROUTER.post("/log/sets")
def sets(
    request: Request, changes: Annotated[list[dict[str, object]], Body(embed=True)]
) -> JSONResponse:
    """Store what phones send, each once; say of each whether it is stored.

    Loads come in kilograms (``load_kg``), whatever the runner reads; notes are kept to that, too.
    """
    if len(changes) > MOST_CHANGES:
        problem = Problem(
            code="too-many",
            sentence=f"{len(changes)} changes at once; at most {MOST_CHANGES} are taken.",
            location="changes",
            remedy="Send them in parts.",
        )
        raise Refused(problem, status=413)
    stored: list[str] = []
    notes: list[dict[str, str]] = []
    refused: list[dict[str, str]] = []
    causes: dict[Runner, list[str]] = {}
    for change in changes:
        visit = _visit_of(request, change)
        received = receive(visit.database, change, today=visit.today, now=visit.now)
        if any(each.code.startswith("database-") for each in received.problems):
            # The disk is full or busy: what is stored is stored, the rest comes again.
            break
        if received.problems:
            refused.append(_told(received))
            continue
        stored.append(received.change)
        notes += [{"change": received.change, "sentence": each} for each in received.notes]
        cause = CAUSES.get(str(change["kind"]))
        if cause is not None:
            causes.setdefault(visit.runner, []).append(cause)
    for runner, why in causes.items():
        visit_of_runner = visit_as(request, runner)
        if visit_of_runner is not None:
            visit_of_runner.replan(" ".join(dict.fromkeys(why)))
    return JSONResponse({"stored": stored, "notes": notes, "refused": refused})


def _visit_of(request: Request, change: dict[str, object]) -> Visit:
    """Return the surroundings of the runner whose set it is, whoever is open now."""
    named = change.get("runner")
    runner = Runner(named) if isinstance(named, str) and named in set(Runner) else Runner.OWN
    visit = visit_as(request, runner)
    if visit is None:
        raise not_found("There is no such runner here.", "runner")
    return visit


def _told(received: Received) -> dict[str, str]:
    first = received.problems[0]
    return {
        "change": received.change,
        "sentence": first.sentence,
        "remedy": first.remedy or "",
    }


def _is_stored(shown: CurrentPlan | None) -> bool:
    """Whether something can be logged to a plan: to the first preview it can't yet."""
    return shown is not None and shown.id != UNSTORED


def _gym(visit: Visit, session: str) -> GymSession:
    with visit.database.snapshot() as unit:
        # What Today shows is what is done, also while a better plan waits to be taken.
        shown = visit.replanner.shown(visit.database, current_plan(unit))
        found = gym_session(unit, session, visit.today, shown if _is_stored(shown) else None)
    if found is None:
        raise not_found(
            "The plan holds no such session any more.",
            session,
            "Go to Today; sets that you logged are kept.",
        )
    return found


@ROUTER.get("/log/{session}")
def show(request: Request, visit: Asked, session: str) -> HTMLResponse:
    """Show the gym screen; without script the same as a list of forms."""
    gym = _gym(visit, session)
    return render(
        request,
        visit,
        "log/template.html",
        page=PAGE,
        where=gym.planned.title,
        gym=gym,
        names={each.exercise.id: each.exercise for each in gym.exercises},
        known={each.exercise.id: each for each in gym.exercises},
        document=gym_document(gym, visit.runner, visit.today, visit.measures),
        fresh_ids=[str(uuid.uuid4()) for _ in gym.steps],
        taps=taps,
    )


@ROUTER.get("/log/{session}/swaps")
def swaps(visit: Asked, session: str) -> JSONResponse:
    """Say what can stand in for each exercise of a session."""
    gym = _gym(visit, session)
    found: dict[str, list[object]] = {}
    for block in gym.planned.blocks:
        if block.kind is BlockKind.WARM_UP:
            continue
        for each in block.exercises:
            offers = taken(
                adapt.swap_offers(visit.database, session, each.exercise, today=visit.today)
            )
            with visit.database.snapshot() as unit:
                found[each.exercise] = [
                    offer_document(
                        offer,
                        gym_exercise(unit, gym.planned, offer.exercise, visit.today),
                        visit.measures,
                    )
                    for offer in offers
                ]
    return JSONResponse({"swaps": found})


@ROUTER.post("/log/{session}/set")
def log_set(  # noqa: PLR0913, PLR0917  one form, each field by its name
    visit: Asked,
    session: str,
    id: Annotated[str, Form(min_length=8, max_length=64)],
    exercise: Annotated[str, Form()],
    kind: Annotated[SetKind, Form()],
    amount: Annotated[str, Form()],
    value: Annotated[float, Form(allow_inf_nan=False)],
    side: Annotated[str, Form()] = "",
    load: Annotated[str, Form()] = "",
    load_unit: Annotated[str, Form(pattern="^(kg|lb)$")] = "kg",
    rir: Annotated[str, Form()] = "",
    fault: Annotated[str, Form(max_length=120)] = "",
) -> RedirectResponse:
    """Store one set of the plain form; sent twice it is stored once.

    The form says in which unit its load is, so that one opened before the units were changed
    can't be mistaken.
    """
    if amount not in AMOUNTS:
        raise not_found("A set has reps, seconds, contacts or metres.", amount)
    one = LoggedSet(
        id=id,
        exercise=exercise,
        date=visit.today,
        kind=kind,
        session_id=session,
        side=Side(side) if side in set(Side) else None,
        reps=round(value) if amount == "reps" else None,
        seconds=value if amount == "seconds" else None,
        contacts=round(value) if amount == "contacts" else None,
        distance_m=value if amount == "distance_m" else None,
        load_kg=_kilograms(visit, session, exercise, _figure("load", load), load_unit),
        rir=_figure("rir", rir),
        fault=fault.strip() or None,
        logged_at=visit.now,
    )
    taken(log.log_set(visit.database, one, today=visit.today, now=visit.now), status=400)
    return back_to(f"/log/{session}#plain")


def _kilograms(
    visit: Visit, session: str, exercise: str, typed: float | None, unit_name: str
) -> float | None:
    """Return the kilograms of a load typed in a unit; a load of the kit that reads so is meant."""
    if not typed:
        return None
    measures = IMPERIAL if unit_name == "lb" else METRIC
    with visit.database.snapshot() as unit:
        gym = gym_session(unit, session, visit.today)
    if gym is None:
        return measures.kilograms(typed)
    near = [load for each in gym.exercises if each.exercise.id == exercise for load in each.loads]
    near += [step.target.load_kg or 0.0 for step in gym.steps if step.exercise == exercise]
    return measures.kilograms_meant(typed, near)


def _figure(name: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        problem = Problem(
            code="not-a-number",
            sentence=f"“{text}” is no number.",
            location=name,
            remedy="Go back and correct it.",
        )
        raise Refused(problem) from None


@ROUTER.post("/log/{session}/delete")
def delete(visit: Asked, session: str, id: Annotated[str, Form()]) -> RedirectResponse:
    """Take a logged set back; its versions stay."""
    if taken(log.delete_set(visit.database, id, now=visit.now)).status is PutStatus.MISSING:
        raise not_found("No such set is logged.", id, "Go back to the session.")
    return back_to(f"/log/{session}#plain")


@ROUTER.post("/log/{session}/finish")
def finish(
    visit: Asked,
    session: str,
    session_rpe: Annotated[float, Form()],
    minutes: Annotated[float | None, Form()] = None,
) -> RedirectResponse:
    """Store that a session is done, how long and how hard it was; the plan answers."""
    gym = _gym(visit, session)
    done = LoggedSession(
        session_id=session,
        date=visit.today,
        minutes=minutes if minutes is not None else round(gym.planned.minutes_planned),
        session_rpe=session_rpe,
    )
    taken(log.log_session(visit.database, done, today=visit.today, now=visit.now), status=400)
    visit.replan(f"You did {gym.planned.title}.")
    return back_to(f"/log/{session}/done")


@ROUTER.get("/log/{session}/done")
def done(request: Request, visit: Asked, session: str) -> HTMLResponse:
    """Show what was done, and what it changed."""
    with visit.database.snapshot() as unit:
        logged = unit.sessions.get(session)
        sets_done = unit.sets.of_session(session)
        cards = open_cards(unit, visit.today)[:CARDS]
        current = current_plan(unit)
        following = None if current is None else current.next_after(visit.today)
        over = {one.id: told_of(unit, one, visit.today) for one in sets_done}
    if logged is None and not sets_done:
        raise not_found("Nothing was logged for this session.", session)
    names = load().by_id
    lines: dict[str, list[LoggedSet]] = {}
    for one in sets_done:
        lines.setdefault(one.exercise, []).append(one)
    return render(
        request,
        visit,
        "log/done.html",
        page=PAGE,
        where="Done",
        session=session,
        logged=logged,
        lines=[(names[id].name if id in names else id, found) for id, found in lines.items()],
        count=len(sets_done),
        over=over,
        cards=cards,
        following=following,
        effort=dict(taps.EFFORT),
        busy=visit.replanner.is_busy(visit.database),
    )


PAGE = Page(name="log", path="/log", title="Log", stand=Stand.NOWHERE, order=0, router=ROUTER)

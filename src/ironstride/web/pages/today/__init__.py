"""Today: what changed, what to do, and the four things that can be said about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from ironstride.body.red_flags import BONE_FLAG, BONE_QUESTIONS
from ironstride.body.words import region_words
from ironstride.catalogue import load
from ironstride.domain.athlete import CheckIn, Illness
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.domain.plan import Blocks
from ironstride.services import adapt, battery_progress, checkins
from ironstride.services.body_now import body_now
from ironstride.services.current_plan import current_plan
from ironstride.services.retests import due_tests
from ironstride.services.today import Today, today_of
from ironstride.storage import PutStatus
from ironstride.web import taps, words
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.making import making_of
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.replanning import UNSTORED
from ironstride.web.session_lines import SessionLines, lines_of
from ironstride.web.shelf import Asked, Visit
from ironstride.web.stops import stop_page

ROUTER = APIRouter()


class Choice(StrEnum):
    """What becomes of a better plan that is offered."""

    TAKE = "take"
    KEEP = "keep"


MINUTES: Final = (10, 15, 20, 25)


@ROUTER.get("/")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the day."""
    visit.replanner.catch_up(visit.database, today=visit.today, now=visit.now)
    today = _today(visit)
    if today.current is not None and any(
        stop.blocks is Blocks.ALL for stop in today.current.plan.stops
    ):
        return _stopped(request, visit, today)
    with visit.database.snapshot() as unit:
        due = () if today.current is None else due_tests(unit, visit.today)
        is_first_day = today.current is not None and battery_progress.is_first_day(unit)
    exercises = load().by_id
    measures = visit.measures
    sessions = [lines_of(each, exercises, measures) for each in today.sessions]
    return render(
        request,
        visit,
        "today/template.html",
        page=PAGE,
        where=_where(today),
        today=today,
        heading=words.long_day(today.date),
        phase=_phase(today),
        sessions=sessions,
        due=due,
        is_first_day=is_first_day,
        open_session=_open(sessions),
        minutes=MINUTES,
        taps=taps,
        chosen=taps.chosen(today.checkin),
        mornings=[(pain, region_words(pain.region, pain.side)) for pain in today.mornings],
        questions=[
            (each, region_words(each.region, each.side or Side.BOTH) if each.region else "")
            for each in today.questions
            if each.flag == BONE_FLAG
        ],
        bone_questions=BONE_QUESTIONS,
        bone_flag=BONE_FLAG,
        making=making_of(visit),
        is_stored=today.current is not None and today.current.id != UNSTORED,
        problems=visit.replanner.problems(visit.database),
    )


def _today(visit: Visit) -> Today:
    with visit.database.snapshot() as unit:
        shown = visit.replanner.shown(visit.database, current_plan(unit))
        return today_of(unit, visit.today, shown)


def _where(today: Today) -> str:
    return "Today" if today.week is None else words.PHASES[today.week.phase]


def _phase(today: Today) -> str:
    return "" if today.place is None else words.phase_place(today.place)


def _open(sessions: list[SessionLines]) -> SessionLines | None:
    return next((each for each in sessions if each.state in {"open", "started"}), None)


def _stopped(request: Request, visit: Visit, today: Today) -> HTMLResponse:
    """Show that training stops: why, whom to see, how soon."""
    with visit.database.snapshot() as unit:
        body = body_now(unit, visit.today)
    planned = () if today.current is None else today.current.plan.stops
    return render(
        request,
        visit,
        "stop.html",
        page=PAGE,
        where="Stop",
        stops=stop_page(body, planned),
        then="/",
        region_words=region_words,
    )


@ROUTER.get("/today/state")
def state(visit: Asked) -> JSONResponse:
    """Say whether the plan is being made, and how far it is."""
    making = making_of(visit)
    return JSONResponse({"busy": making.busy, "done": making.done, "total": making.total})


@ROUTER.post("/today/plan/cancel")
def cancel(visit: Asked, then: Annotated[str, Form()] = "/") -> RedirectResponse:
    """Give up the plan being made; the stored one stays as it is."""
    visit.replanner.cancel(visit.database)
    return back_to(_here(then))


@ROUTER.post("/today/plan/again")
def again(visit: Asked) -> RedirectResponse:
    """Make the plan that was given up."""
    visit.replan("You asked for it.")
    return back_to("/")


@ROUTER.post("/today/plan/offer")
def choose(
    visit: Asked, choice: Annotated[Choice, Form()], then: Annotated[str, Form()] = "/"
) -> RedirectResponse:
    """Take the better plan, or keep what is on screen."""
    if choice is Choice.TAKE:
        visit.replanner.take(visit.database)
    else:
        taken(visit.replanner.keep(visit.database, now=visit.now))
    return back_to(_here(then))


def _here(path: str) -> str:
    """Return the page that a form was on; Today where it isn't one of those that have the form."""
    return path if path.startswith("/week/") else "/"


@ROUTER.post("/today/checkin")
def check_in(
    visit: Asked,
    sleep: Annotated[float | None, Form()] = None,
    soreness: Annotated[float | None, Form()] = None,
    stress: Annotated[float | None, Form()] = None,
    illness: Annotated[Illness, Form()] = Illness.NONE,
) -> RedirectResponse:
    """Take how the runner is; the plan answers where it matters."""
    told = CheckIn(
        date=visit.today,
        sleep_hours=sleep,
        soreness=soreness,
        stress=stress,
        illness=illness,
    )
    taken(checkins.check_in(visit.database, told, today=visit.today, now=visit.now))
    visit.replan("You said how you are.")
    return back_to("/#check-in")


@ROUTER.post("/today/less-time")
def less_time(
    visit: Asked, session: Annotated[str, Form()], minutes: Annotated[int, Form()]
) -> RedirectResponse:
    """Cut a session to the minutes there are."""
    taken(adapt.shorten(visit.database, session, minutes, today=visit.today, now=visit.now))
    return back_to("/")


@ROUTER.post("/today/hurts")
def hurts(
    visit: Asked,
    region: Annotated[Region, Form()],
    side: Annotated[Side, Form()],
    pain: Annotated[float, Form()],
    exercise: Annotated[str, Form()] = "",
    then: Annotated[str, Form()] = "/",
) -> RedirectResponse:
    """Take pain during training; its gate is said, and the plan answers."""
    report = PainReport(
        date=visit.today, region=region, side=side, during=pain, exercise=exercise or None
    )
    taken(adapt.hurts(visit.database, report, today=visit.today, now=visit.now))
    visit.replan(f"Your {region_words(region, side)} hurts.")
    return back_to(then if then.startswith("/log") else "/")


@ROUTER.post("/today/morning")
def morning(
    visit: Asked,
    report: Annotated[str, Form()],
    pain: Annotated[float, Form()],
) -> RedirectResponse:
    """Take how yesterday's pain is this morning."""
    region_text, _, side_text = report.partition("/")
    if region_text not in set(Region) or side_text not in set(Side):
        raise not_found("There is no such pain report.", report)
    region, side = Region(region_text), Side(side_text)
    asked = taken(checkins.mornings_to_ask(visit.database, today=visit.today))
    found = next((each for each in asked if (each.region, each.side) == (region, side)), None)
    if found is None:
        return back_to("/")
    told = PainReport(
        date=found.date,
        region=region,
        side=side,
        next_morning=pain,
        exercise=found.exercise,
    )
    taken(adapt.hurts(visit.database, told, today=visit.today, now=visit.now))
    visit.replan(f"Your {region_words(region, side)}, the morning after.")
    return back_to("/")


@ROUTER.post("/today/bone")
def bone(
    visit: Asked,
    region: Annotated[Region, Form()],
    side: Annotated[Side, Form()],
    yes: Annotated[bool, Form()],
) -> RedirectResponse:
    """Take the answer to the bone questions of a region."""
    taken(
        checkins.answer_red_flag(
            visit.database,
            BONE_FLAG,
            yes=yes,
            today=visit.today,
            now=visit.now,
            region=region,
            side=side,
        )
    )
    visit.pain_is_answered(region_words(region, side))
    visit.replan("You answered the questions about the bone.")
    return back_to("/")


@ROUTER.post("/today/leave-out")
def leave_out(visit: Asked, session: Annotated[str, Form()]) -> RedirectResponse:
    """Leave a session out; nothing is doubled up for it."""
    undo = taken(adapt.leave_out(visit.database, session, today=visit.today, now=visit.now))
    visit.replan("You left a session out.", undo)
    return back_to("/")


@ROUTER.post("/today/take-back/{session}")
def take_back(visit: Asked, session: str) -> RedirectResponse:
    """Ensure that a session that was left out is on again."""
    with visit.database.begin() as unit:
        put = unit.sessions.delete(session, now=visit.now)
    if put.status is PutStatus.MISSING:
        raise not_found("Nothing is known of such a session.", session)
    visit.replan("You took it back: the session is on again.")
    return back_to("/")


@ROUTER.post("/today/change/{change}/read")
def read(visit: Asked, change: int) -> RedirectResponse:
    """Put a card away."""
    with visit.database.begin() as unit:
        card = unit.changes.get(change)
        unit.changes.acknowledge(change, now=visit.now)
    if card is None:
        raise not_found("There is no such change.", f"change {change}")
    return back_to("/")


@ROUTER.post("/today/changes/read")
def read_all(visit: Asked) -> RedirectResponse:
    """Put all cards away."""
    with visit.database.begin() as unit:
        for card in unit.changes.open():
            unit.changes.acknowledge(card.id, now=visit.now)
    return back_to("/")


@ROUTER.post("/today/change/{change}/undo")
def undo(visit: Asked, change: int) -> RedirectResponse:
    """Take back what a card's change rests on."""
    if taken(adapt.undo_change(visit.database, change, today=visit.today, now=visit.now)):
        visit.replan("You took a change back.")
    return back_to("/")


PAGE = Page(name="today", path="/", title="Today", stand=Stand.BAR, order=1, router=ROUTER)

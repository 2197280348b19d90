"""Week: runs and strength on one calendar; sessions move by drag, by keys or from a list."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from ironstride.catalogue import load
from ironstride.domain.clock import clock_minute, monday_of
from ironstride.domain.problem import Problem
from ironstride.services.calendar import CalendarWeek, run_load, session_load, week_of
from ironstride.services.cards import open_cards, put_away
from ironstride.services.current_plan import current_plan
from ironstride.services.hand_edits import hand_edits, release
from ironstride.services.measures import Measures
from ironstride.services.moves import Offer, Verdict, move, offers
from ironstride.services.phases import place_of
from ironstride.services.today import DayRun, DaySession
from ironstride.web import words
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.making import making_of
from ironstride.web.page import Page, Stand
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.replanning import UNSTORED
from ironstride.web.session_lines import SessionLines, lines_of
from ironstride.web.shelf import Asked, Visit

ROUTER = APIRouter()
TALLEST: Final = 12
"""Steps of height in ``static/week.css``."""
LOAD_PER_STEP: Final = 50.0
"""Load of one step (house): an easy hour is four, a hard long run twelve."""
WEEK: Final = dt.timedelta(weeks=1)
YEARS: Final = range(1900, 2200)
"""House: further out there is nothing to show, and at the ends of time no week before or after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A run or session on the calendar: what it says and how tall it is, 1 to 12."""

    start_minute: int
    tall: int
    run: DayRun | None = None
    session: SessionLines | None = None
    can_move: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One day of the calendar."""

    date: dt.date
    is_today: bool
    is_past: bool
    bars: tuple[Bar, ...]
    race: str


def tall_of(load_points: float) -> int:
    """Return the height of a load in steps: its own steps, at least one that can be seen."""
    return max(1, min(TALLEST, math.ceil(load_points / LOAD_PER_STEP)))


@ROUTER.get("/week")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show this week."""
    return _show(request, visit, visit.today)


@ROUTER.get("/week/{date}")
def show_other(request: Request, visit: Asked, date: dt.date) -> HTMLResponse:
    """Show the week that holds a date."""
    if date.year not in YEARS:
        raise not_found(
            f"The calendar does not reach {date.isoformat()}.", "week", "Go to this week."
        )
    return _show(request, visit, date)


def _show(request: Request, visit: Visit, date: dt.date) -> HTMLResponse:
    with visit.database.snapshot() as unit:
        shown = visit.replanner.shown(visit.database, current_plan(unit))
        week = week_of(unit, date, visit.today, shown)
        changes = open_cards(unit, visit.today)
        earlier = put_away(unit, week.monday, visit.today)
        by_hand = [e for e in hand_edits(unit, visit.today) if monday_of(e.date) == week.monday]
    last = week.monday + dt.timedelta(days=6)
    return render(
        request,
        visit,
        "week/template.html",
        page=PAGE,
        where="Week" if week.planned is None else words.PHASES[week.planned.phase],
        week=week,
        place=None if shown is None else place_of(shown.plan, week.monday),
        heading=f"{words.day(week.monday)} to {words.day(last)}",
        is_this=week.monday == monday_of(visit.today),
        columns=_columns(week, visit.today, visit.measures),
        before=week.monday - WEEK,
        after=week.monday + WEEK,
        run_minutes=sum(run.minutes for day in week.days for run in day.runs if run.kind),
        strength_minutes=sum(
            each.planned.minutes_planned for day in week.days for each in day.sessions
        ),
        changes=changes,
        earlier=earlier,
        making=making_of(visit),
        by_hand=by_hand,
        is_stored=shown is not None and shown.id != UNSTORED,
    )


def _columns(week: CalendarWeek, today: dt.date, measures: Measures) -> tuple[Column, ...]:
    exercises = load().by_id
    found = []
    for day in week.days:
        bars = [
            *(
                Bar(start_minute=run.start_minute, tall=tall_of(run_load(run)), run=run)
                for run in day.runs
            ),
            *(
                Bar(
                    start_minute=each.planned.start_minute,
                    tall=tall_of(session_load(each)),
                    session=lines_of(each, exercises, measures),
                    can_move=_can_move(each, today),
                )
                for each in day.sessions
            ),
        ]
        race = day.race
        found.append(
            Column(
                date=day.date,
                is_today=day.date == today,
                is_past=day.date < today,
                bars=tuple(sorted(bars, key=lambda bar: bar.start_minute)),
                race="" if race is None else race.name or measures.race(race.distance_m),
            )
        )
    return tuple(found)


def _can_move(session: DaySession, today: dt.date) -> bool:
    return session.planned.date >= today and session.logged is None and not session.sets


def _offers(visit: Visit, session: str) -> tuple[Offer, ...]:
    with visit.database.snapshot() as unit:
        found = offers(unit, session, visit.today)
    if not found:
        raise not_found("This session can't be moved: the plan does not hold it any more.", session)
    return found


@ROUTER.get("/week/move/{session}")
def choose(request: Request, visit: Asked, session: str) -> HTMLResponse:
    """Show every slot with its price."""
    found = _offers(visit, session)
    with visit.database.snapshot() as unit:
        current = current_plan(unit)
    planned = None if current is None else current.session(session)
    if planned is None:
        raise not_found("The plan holds no such session any more.", session)
    possible = [each for each in found if each.verdict is not Verdict.NOT_POSSIBLE]
    return render(
        request,
        visit,
        "week/move.html",
        page=PAGE,
        where="Move",
        planned=planned,
        possible=possible,
        impossible=[each for each in found if each.verdict is Verdict.NOT_POSSIBLE],
    )


@ROUTER.get("/week/prices/{session}")
def prices(visit: Asked, session: str) -> JSONResponse:
    """Say what every slot costs, for dragging."""
    return JSONResponse(
        {
            "slots": [
                {
                    "key": each.key,
                    "date": each.date.isoformat(),
                    "start": each.key.partition("T")[2],
                    "verdict": each.verdict,
                    "words": each.words,
                    "extra": each.extra,
                    "is_now": each.is_now,
                }
                for each in _offers(visit, session)
            ]
        }
    )


@ROUTER.post("/week/move")
def do_move(
    visit: Asked, session: Annotated[str, Form()], slot: Annotated[str, Form()]
) -> RedirectResponse:
    """Move a session and plan around it."""
    date_text, _, clock = slot.partition("T")
    try:
        date, minute = dt.date.fromisoformat(date_text), clock_minute(clock)
    except ValueError:
        problem = Problem(
            code="wrong-slot",
            sentence=f"“{slot}” is no day and time.",
            location="slot",
            remedy="Choose one from the list.",
        )
        raise Refused(problem) from None
    undo = taken(move(visit.database, session, date, minute, today=visit.today, now=visit.now))
    visit.replan("You moved a session.", undo)
    return back_to(f"/week/{date.isoformat()}")


@ROUTER.post("/week/release")
def do_release(visit: Asked, key: Annotated[str, Form()]) -> RedirectResponse:
    """Let go what was changed by hand, and plan freely."""
    gone = taken(release(visit.database, [key], today=visit.today, now=visit.now))
    visit.replan("You released what you had changed by hand.")
    return back_to(f"/week/{gone[0].date.isoformat()}")


PAGE = Page(name="week", path="/week", title="Week", stand=Stand.BAR, order=2, router=ROUTER)

"""What if: scenarios as forms, the plan of each beside the one that stands; nothing is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ironstride.body.words import REGION_NAMES
from ironstride.catalogue import load
from ironstride.domain.athlete import at_place
from ironstride.domain.body_region import Region, Side
from ironstride.domain.clock import date_said
from ironstride.domain.exercise import Need
from ironstride.services.current_plan import current_plan
from ironstride.services.runner import stored_athlete
from ironstride.web.forms import not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.plan import PlannedSession

ROUTER = APIRouter()
MOST_SESSIONS: Final = 4
WEEK: Final = dt.timedelta(weeks=1)
SIDES: Final = ((Side.LEFT, "Left"), (Side.RIGHT, "Right"), (Side.BOTH, "Both"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the forms offer; dates are next week's."""

    places: tuple[tuple[str, str], ...]
    sessions: tuple[tuple[int, str], ...]
    sessions_now: int
    regions: tuple[tuple[str, str], ...]
    sides: tuple[tuple[Side, str], ...]
    races: tuple[tuple[dt.date, str], ...]
    race_new: dt.date
    first: dt.date
    last: dt.date
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """How a scenario is made real: a sentence, and the form it needs."""

    sentence: str
    href: str
    text: str


REAL: Final[Mapping[str, Real]] = {
    "sessions": Real(
        sentence="Say how often you want to train; the plan is then made anew.",
        href="/setup/time",
        text="When you have time",
    ),
    "minutes": Real(
        sentence="Say how long a session may take; the plan is then made anew.",
        href="/setup/time",
        text="When you have time",
    ),
    "race": Real(
        sentence="Enter the new day of the race; the plan is then made anew.",
        href="/setup/races",
        text="Your races",
    ),
    "pain": Real(
        sentence="Say what hurts when it does; the plan spares it from then on.",
        href="/body",
        text="Something hurts",
    ),
    "closed": Real(
        sentence="Write the days into your athlete file (availability.away, with the place where "
        "you train meanwhile), or move the sessions of these days.",
        href="/week",
        text="Your week",
    ),
    "away": Real(
        sentence="Leave out the sessions of these days, or write the days into your athlete file "
        "(availability.away).",
        href="/week",
        text="Your week",
    ),
    "without": Real(
        sentence="Say on the exercise's page that you dislike it: it then comes only where nothing "
        "else does the job.",
        href="/exercises",
        text="Exercises",
    ),
    "with": Real(
        sentence="Swap it in when the session is open.",
        href="/week",
        text="Your week",
    ),
}


@ROUTER.get("/what-if")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the scenarios."""
    return render(
        request,
        visit,
        "what_if/template.html",
        page=PAGE,
        where="What if",
        choices=_choices(_athlete(visit), visit.today),
    )


@ROUTER.get("/what-if/plan")
def plan(request: Request, visit: Asked) -> HTMLResponse:
    """Show the plan of a scenario beside the one that stands."""
    # The planner imports numpy and the solver; pages without prices do without.
    from ironstride.services.what_if import try_stored  # noqa: PLC0415 (see above)
    from ironstride.web.pages.what_if.sent import scenario_of  # noqa: PLC0415 (see above)

    athlete = _athlete(visit)
    with visit.database.snapshot() as unit:
        if athlete is None or current_plan(unit) is None:
            raise not_found("There is no plan yet.", "plan", "Answer the eight questions first.")
    told = dict(request.query_params)
    scenario = scenario_of(told)
    tried = taken(try_stored(visit.database, (scenario,), today=visit.today))
    found = tried.comparison
    names = load().by_id

    def work(session: PlannedSession) -> list[tuple[str, int]]:
        return [
            (names[each.exercise].name, sum(one.kind == "working" for one in each.sets))
            for block in session.blocks
            if block.kind != "warm-up"
            for each in block.exercises
        ]

    return render(
        request,
        visit,
        "what_if/plan.html",
        page=PAGE,
        where="What if",
        tried=tried,
        found=found,
        work=work,
        phases=[
            pair
            for pair in found.seasons
            if pair.old is not None
            and pair.new is not None
            and (pair.old.phase, pair.old.light) != (pair.new.phase, pair.new.light)
        ],
        real=REAL[told["kind"]],
    )


def _athlete(visit: Visit) -> Athlete | None:
    with visit.database.snapshot() as unit:
        return stored_athlete(unit, visit.today)


def _choices(athlete: Athlete | None, today: dt.date) -> Choices:
    from ironstride.services.what_if import next_week  # noqa: PLC0415 (as above)

    first, last = next_week(today)
    races = () if athlete is None else tuple(r for r in athlete.races if r.date >= today)
    places = () if athlete is None else athlete.places
    return Choices(
        places=tuple((p.id, at_place(p.id).removeprefix("at ")) for p in places),
        sessions=tuple((n, str(n)) for n in range(1, MOST_SESSIONS + 1)),
        sessions_now=2 if athlete is None else athlete.availability.sessions_per_week,
        regions=tuple((r.value, REGION_NAMES[r]) for r in Region),
        sides=SIDES,
        races=tuple((r.date, f"{r.name or 'Race'}, {date_said(r.date)}") for r in races),
        race_new=min((r.date for r in races), default=last) + WEEK,
        first=first,
        last=last,
        exercises=tuple(sorted(e.name for e in load().exercises if e.need is not Need.MOBILITY)),
    )


PAGE = Page(
    name="what-if",
    path="/what-if",
    title="What if",
    stand=Stand.MORE,
    order=2,
    router=ROUTER,
    sentence="No gym next week, a third session, a race moved: the plan it would be.",
)

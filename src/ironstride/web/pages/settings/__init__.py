"""Settings: units, what can be set outside, and the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride import settings as installation
from ironstride.planner.rulebook import rulebook
from ironstride.services.measures import measures_of
from ironstride.services.rule_choices import rule_groups, switch
from ironstride.services.runner import NOBODY, set_athlete, stored_athlete
from ironstride.web.forms import CONFLICT, back_to, taken
from ironstride.web.page import Page, Stand
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()


@ROUTER.get("/settings")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the settings."""
    with visit.database.snapshot() as unit:
        measures = measures_of(unit)
        known = stored_athlete(unit, visit.today) is not None
        groups = rule_groups(unit, visit.today)
    book = rulebook()
    levels = (
        ("The season", book.season),
        ("The week", book.week),
        ("The session", (*book.options, *book.content)),
    )
    return render(
        request,
        visit,
        "settings/template.html",
        page=PAGE,
        where="Settings",
        measures=measures,
        known=known,
        rows=installation.reference(),
        levels=levels,
        count=sum(len(rules) for _, rules in levels),
        groups=[(g, [r for r in g.rules if not r.is_hard]) for g in groups],
        off=[rule for group in groups for rule in group.rules if not rule.is_on],
    )


@ROUTER.post("/settings/units")
def units(
    visit: Asked, units: Annotated[str, Form(pattern="^(metric|imperial)$")]
) -> RedirectResponse:
    """Take the units that the runner reads."""
    with visit.database.snapshot() as unit:
        athlete = stored_athlete(unit, visit.today)
    if athlete is None:
        raise Refused(NOBODY, status=CONFLICT)
    changed = replace(athlete, imperial=units == "imperial")
    taken(set_athlete(visit.database, changed, today=visit.today, now=visit.now, why="Units."))
    return back_to("/settings")


@ROUTER.post("/settings/rules")
def switch_rule(
    visit: Asked, rule: Annotated[str, Form()], on: Annotated[bool, Form()]
) -> RedirectResponse:
    """Let a soft rule count or not; a rule that must hold is refused with a sentence."""
    problem = switch(visit.database, rule, on=on, today=visit.today, now=visit.now)
    if problem is not None:
        raise Refused(problem, status=CONFLICT)
    visit.replan(f"You switched {rule} {'on again' if on else 'off'}.")
    return back_to(f"/settings#rule-{rule}")


PAGE = Page(
    name="settings",
    path="/settings",
    title="Settings",
    stand=Stand.MORE,
    order=9,
    router=ROUTER,
    sentence="Units, the rules in plain words.",
)

"""Why: the reasons of a session, a week, a change or a rule, in three layers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride.catalogue import load
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import BlockKind
from ironstride.domain.problem import Problem
from ironstride.services.asking import stored_ground
from ironstride.services.current_plan import CurrentPlan, current_plan
from ironstride.services.why import Account, account_of, rule_account, week_account
from ironstride.services.why_answered import answered
from ironstride.storage import StoredPlan
from ironstride.web import words
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.refusals import NOT_FOUND, Refused
from ironstride.web.rendering import render
from ironstride.web.session_lines import name_of
from ironstride.web.shelf import Asked, Visit

ROUTER = APIRouter()
COSTS: Final = "costs"
"""Anchor of what a week could not have."""
LONGEST: Final = 80
"""Letters of a question that are read (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question beside a thing: where it leads and what it says."""

    href: str
    text: str

    @classmethod
    def of(cls, what: str, monday: dt.date, text: str) -> Ask:
        """Return the question about something of a week."""
        query = urlencode({"what": what, "week": monday.isoformat()})
        return cls(href=f"/why/ask?{query}", text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What more can be asked of a page: its week, and the questions beside each account by id."""

    monday: dt.date
    asks: Mapping[str, tuple[Ask, ...]] = field(default_factory=dict)


@cache
def askable() -> tuple[str, ...]:
    """Return the names that are offered to a question: exercises, and the kinds of them."""
    exercises = load().exercises
    kinds = {each.family.value.replace("-", " ") for each in exercises}
    return (*sorted(kinds), *sorted(each.name for each in exercises))


def _plan(visit: Visit) -> CurrentPlan:
    with visit.database.snapshot() as unit:
        found = visit.replanner.shown(visit.database, current_plan(unit))
    if found is None:
        raise not_found("There is no plan yet.", "plan", "Answer the eight questions first.")
    return found


def _show(
    request: Request,
    visit: Visit,
    heading: str,
    intro: str,
    accounts: tuple[Account, ...],
    *,
    told: tuple[str, ...] = (),
    asking: Asking | None = None,
) -> HTMLResponse:
    """Return a page of reasons; ``asking``: what more can be asked."""
    known = {} if asking is None else asking.asks
    return render(
        request,
        visit,
        "why/template.html",
        page=PAGE,
        where="Why",
        heading=heading,
        intro=intro,
        accounts=accounts,
        told=told,
        monday=None if asking is None else asking.monday,
        names=() if asking is None else askable(),
        asks={each.id: known.get(each.id, ()) for each in accounts},
        points=any(each.id == COSTS and each.rules for each in accounts),
    )


@ROUTER.get("/why")
def start() -> RedirectResponse:
    """Lead to this week's reasons."""
    return back_to("/why/week")


@ROUTER.get("/why/week")
def this_week(request: Request, visit: Asked) -> HTMLResponse:
    """Show why this week is as it is."""
    return week(request, visit, monday_of(visit.today))


@ROUTER.get("/why/session/{session}")
def session(request: Request, visit: Asked, session: str) -> HTMLResponse:
    """Show why a session lies where it does, and why each exercise is in it."""
    current = _plan(visit)
    found = current.session(session)
    if found is None:
        raise not_found("The plan holds no such session any more.", session)
    monday = monday_of(found.date)
    names = load().by_id
    other = "What would another day cost?"
    asks: dict[str, tuple[Ask, ...]] = {"session": (Ask.of(found.date.isoformat(), monday, other),)}
    accounts = [
        account_of(
            "session",
            f"{found.title} on {words.long_day(found.date)}",
            found.reasons,
            current.plan,
            monday,
        )
    ]
    seen = set()
    for block in found.blocks:
        for each in block.exercises:
            if block.kind is BlockKind.WARM_UP or each.exercise in seen:
                continue
            seen.add(each.exercise)
            sets = sum(one.kind == "working" for one in each.sets)
            asks[each.exercise] = (
                Ask.of(each.exercise, monday, "What is it worth?"),
                Ask.of(f"sets of {each.exercise}", monday, f"Why {words.plural(sets, 'set')}?"),
            )
            accounts.append(
                account_of(
                    each.exercise,
                    name_of(each.exercise, names),
                    each.reasons,
                    current.plan,
                    monday,
                )
            )
    return _show(
        request,
        visit,
        "Why this session",
        f"{found.title}, {words.long_day(found.date)}.",
        tuple(accounts),
        asking=Asking(monday=monday, asks=asks) if found.date >= current.plan.today else None,
    )


@ROUTER.get("/why/ask")
def ask(
    request: Request,
    visit: Asked,
    what: str = "",
    week: str = "",
) -> HTMLResponse:
    """Answer a question about a week by solving it again."""
    with visit.database.snapshot() as unit:
        ground = stored_ground(unit)
    if ground is None:
        raise not_found("There is no plan yet.", "plan", "Answer the eight questions first.")
    try:
        asked = dt.date.fromisoformat(week) if week else None
    except ValueError:
        problem = Problem(
            code="wrong-date",
            sentence=f"“{week[:LONGEST]}” is no date.",
            location="week",
            remedy="Ask from the page of a week.",
        )
        raise Refused(problem) from None
    text = what[:LONGEST]
    found = taken(answered(ground, text, day=ground.plan.today, week=asked), status=NOT_FOUND)
    return render(
        request,
        visit,
        "why/answer.html",
        page=PAGE,
        where="Why",
        answer=found,
        monday=found.monday,
        names=askable(),
        text=text,
    )


@ROUTER.get("/why/week/{monday}")
def week(request: Request, visit: Asked, monday: dt.date) -> HTMLResponse:
    """Show why a week is as it is, and what its rules cost."""
    current = _plan(visit)
    found = current.week_of(monday)
    if found is None:
        raise not_found("The plan does not reach that week.", monday.isoformat())
    label = f"{words.PHASES[found.phase]}{', a lighter week' if found.light else ''}"
    accounts = (
        account_of("week", label, found.reasons, current.plan, found.start),
        Account(
            id=COSTS,
            title="What this week could not have",
            rules=week_account(current.plan, found.start),
            nothing="Every rule is kept in full.",
        ),
    )
    return _show(
        request,
        visit,
        "Why this week",
        f"The week of {words.long_day(found.start)}.",
        accounts,
        asking=Asking(monday=found.start)
        if any(s.date >= current.plan.today for s in found.sessions)
        else None,
    )


@ROUTER.get("/why/change/{change}")
def change(request: Request, visit: Asked, change: int) -> HTMLResponse:
    """Show why the plan changed."""
    current = _plan(visit)
    with visit.database.snapshot() as unit:
        card = unit.changes.get(change)
        stored = None if card is None else unit.plans.get(card.plan_id)
    if card is None:
        raise not_found("There is no such change.", f"change {change}")
    # A card about pain is written before the plan that answers it.
    told = () if stored is None or card.what == "pain" else _changes_of(stored)
    is_of_plan = stored is not None and bool(stored.why) and card.what != "pain"
    cause = f" The plan was made anew: {stored.why}" if stored is not None and is_of_plan else ""
    rules = (
        ()
        if card.rule is None
        else (
            rule_account(card.rule, current.plan, monday_of(visit.today), sentence=card.sentence),
        )
    )
    account = Account(
        id="change", title="What changed", rules=rules, nothing=f"{card.sentence}{cause}"
    )
    return _show(
        request, visit, "Why it changed", cause.strip() or card.sentence, (account,), told=told
    )


def _changes_of(stored: StoredPlan) -> tuple[str, ...]:
    """Return all that a stored plan changed, of which a card may be the sum."""
    rows = [] if stored.document is None else json.loads(stored.document).get("changes", [])
    return tuple(row["sentence"] for row in rows)


PAGE = Page(
    name="why",
    path="/why",
    title="Why",
    stand=Stand.NOWHERE,
    order=0,
    router=ROUTER,
    example="/why/week",
)

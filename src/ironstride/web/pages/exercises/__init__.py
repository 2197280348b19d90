"""Exercises: found by words, need, kit and family; one with how it is done and what it rests on."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride.catalogue import load
from ironstride.domain.exercise import Family, Need
from ironstride.services.exercise_pages import NEEDS, Wish, kit_of, kit_words, one_exercise, search
from ironstride.services.log import technique_seen
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import ENVIRONMENT, render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()
FAMILIES = tuple((family.value, family.value.replace("-", " ")) for family in Family)


@ROUTER.get("/exercises")
def show(
    request: Request,
    visit: Asked,
    text: Annotated[str, Query(max_length=100)] = "",
    need: Annotated[str, Query(max_length=40)] = "",
    family: Annotated[str, Query(max_length=40)] = "",
    kit: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """Show the exercises that fit."""
    wish = Wish(
        text=text,
        need=Need(need) if need in set(Need) else None,
        family=Family(family) if family in set(Family) else None,
        kit=kit,
    )
    with visit.database.snapshot() as unit:
        own = kit_of(unit, visit.today)
    found = search(wish, own)
    return render(
        request,
        visit,
        "exercises/template.html",
        page=PAGE,
        where="Exercises",
        groups=[(NEEDS[key], list(rows)) for key, rows in groupby(found, lambda each: each.need)],
        count=len(found),
        of=len(load().exercises),
        wish=wish,
        needs=[(each.value, NEEDS[each]) for each in Need],
        families=FAMILIES,
        kits=[
            ("mine", "what I have"),
            ("none", "no kit"),
            *((each.id, each.name) for each in load().equipment),
        ],
        kit_words=kit_words,
    )


@ROUTER.get("/exercises/{id}/figure")
def show_figure(id: str) -> HTMLResponse:
    """Show an exercise's moving figure alone, for the gym screen, which keeps it."""
    exercise = load().by_id.get(id)
    if exercise is None:
        raise not_found(f"“{id}” is no exercise of the catalogue.", id, "Choose one of Exercises.")
    page = ENVIRONMENT.get_template("exercises/figure.html")
    return HTMLResponse(page.render(exercise=exercise))


@ROUTER.get("/exercises/{id}")
def show_one(request: Request, visit: Asked, id: str) -> HTMLResponse:
    """Show one exercise."""
    with visit.database.snapshot() as unit:
        one = one_exercise(unit, id, visit.today)
    if one is None:
        raise not_found(f"“{id}” is no exercise of the catalogue.", id, "Choose one of Exercises.")
    return render(
        request,
        visit,
        "exercises/one.html",
        page=PAGE,
        where="Exercises",
        one=one,
        exercise=one.exercise,
        need=NEEDS[one.exercise.need],
    )


@ROUTER.post("/exercises/{id}/technique")
def confirm(
    visit: Asked,
    id: str,
    date: Annotated[dt.date, Form()],
    by: Annotated[str, Form(max_length=80)] = "",
    cue: Annotated[list[int] | None, Form()] = None,
) -> RedirectResponse:
    """Take that technique was as the cues say: seen on film cue by cue, or by a professional."""
    if id not in load().by_id:
        raise not_found(f"“{id}” is no exercise of the catalogue.", id, "Choose one of Exercises.")
    seen = frozenset(cue or ())
    taken(technique_seen(visit.database, id, date, cues=seen, by=by, now=visit.now))
    visit.replan("Technique was confirmed.")
    return back_to(f"/exercises/{id}#technique")


PAGE = Page(
    name="exercises",
    path="/exercises",
    title="Exercises",
    stand=Stand.MORE,
    order=5,
    router=ROUTER,
    sentence="How each is done, what it is for, and what it rests on.",
)

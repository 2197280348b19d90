"""Setup: eight questions one a screen, each skippable, the plan taking shape beside them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ironstride.domain.problem import Problem
from ironstride.services.files import FORMATS, MOST_BYTES
from ironstride.services.first_minutes import (
    draft_of,
    drop_draft,
    finish,
    keep_draft,
    shape_of,
)
from ironstride.services.runner import set_athlete_text, stored_athlete
from ironstride.web.forms import CONFLICT, back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.pages.setup import answers
from ironstride.web.pages.setup.choices import choices_of
from ironstride.web.pages.setup.steps import BY_NAME, STEPS, after, before
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit

ROUTER = APIRouter()
OK: Final = 200
CANNOT_BE: Final = 422
"""What was answered is kept as it was typed, and the screen says what is wrong with it."""
SHAPE_FROM: Final = 4
"""On a phone the plan shows from this question on."""
NOT_THE_DEMO: Final = Problem(
    code="demo-runner",
    sentence="This is the demo runner. Your answers belong in your own place, kept apart from it.",
    location="setup",
    remedy="Choose “Start with my own runs” first.",
)


def _own(visit: Asked) -> Visit:
    if visit.is_demo:
        raise Refused(NOT_THE_DEMO, status=CONFLICT)
    return visit


Own = Annotated[Visit, Depends(_own)]
"""The runner's own visit: answers never go to the demo runner."""


@ROUTER.get("/setup")
def entrance(request: Request, visit: Asked) -> HTMLResponse:
    """Show what comes, and the ways around it."""
    with visit.database.snapshot() as unit:
        athlete = stored_athlete(unit, visit.today)
        count = unit.activities.count()
    return render(
        request,
        visit,
        "setup/template.html",
        page=PAGE,
        where="Set up",
        known=athlete is not None,
        count=count,
        steps=STEPS,
    )


@ROUTER.post("/setup/file")
def take_file(visit: Own, file: Annotated[UploadFile, File()]) -> RedirectResponse:
    """Take an athlete file instead of the answers."""
    name = file.filename or ""
    file_format = FORMATS.get(PurePath(name).suffix.lower())
    content = file.file.read(MOST_BYTES + 1)
    if file_format is None or len(content) > MOST_BYTES:
        raise Refused(_not_an_athlete_file(name, "An athlete file ends in .toml or .json."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_not_an_athlete_file(name, "The file is no UTF-8 text.")) from None
    stored = set_athlete_text(
        visit.database,
        text,
        location=name,
        file_format=file_format,
        today=visit.today,
        now=visit.now,
        why=f"from {name}",
    )
    taken(stored, status=400)
    drop_draft(visit.database)
    visit.replan("You gave an athlete file.")
    return back_to("/")


def _not_an_athlete_file(name: str, sentence: str) -> Problem:
    return Problem(
        code="not-an-athlete-file",
        sentence=sentence,
        location=name,
        remedy="Save it as UTF-8 TOML or JSON; docs/reference has the schema.",
    )


@ROUTER.get("/setup/done")
def done(request: Request, visit: Own) -> HTMLResponse:
    """Show the season that the answers give, and ask to take it."""
    with visit.database.snapshot() as unit:
        draft = draft_of(unit, visit.today)
        shape = shape_of(unit, draft, visit.today)
    return render(
        request,
        visit,
        "setup/done.html",
        page=PAGE,
        where="Set up",
        shape=shape,
        faults=answers.in_words(shape.faults),
        units=answers.measures_of_draft(draft),
        back=f"/setup/{STEPS[-1].name}",
    )


@ROUTER.post("/setup/done")
def take(visit: Own) -> RedirectResponse:
    """Store the answers and plan the season."""
    taken(finish(visit.database, today=visit.today, now=visit.now), status=400)
    visit.replan("Your answers.")
    return back_to("/")


@ROUTER.get("/setup/{name}")
def ask(request: Request, visit: Own, name: str) -> HTMLResponse:
    """Ask one question."""
    return _asked(request, visit, name, status=OK)


def _asked(request: Request, visit: Visit, name: str, *, status: int) -> HTMLResponse:
    step = BY_NAME.get(name)
    if step is None:
        raise not_found("There is no such question.", name, "Begin at Set up.")
    with visit.database.snapshot() as unit:
        draft = draft_of(unit, visit.today)
        shape = shape_of(unit, draft, visit.today)
        shown = choices_of(unit, visit.today, draft, name)
    return render(
        request,
        visit,
        f"setup/{name}.html",
        page=PAGE,
        where="Set up",
        status=status,
        step=step,
        steps=STEPS,
        shape=shape,
        faults=answers.in_words(shape.faults),
        is_shaped=(step.number or SHAPE_FROM + 1) > SHAPE_FROM,
        skip=after(name),
        back=before(name),
        draft=draft,
        units=answers.measures_of_draft(draft),
        person=draft["athlete"],
        shown=shown,
    )


async def _sent(request: Request) -> answers.Form:
    """Return a form's fields with all their values: boxes may be ticked several times."""
    sent = await request.form()
    return {key: [v for v in sent.getlist(key) if isinstance(v, str)] for key in sent}


@ROUTER.post("/setup/{name}", response_model=None)
def answer(
    request: Request, visit: Own, name: str, form: Annotated[answers.Form, Depends(_sent)]
) -> Response:
    """Take one answer and go on to the next question; what cannot be is told on its own screen."""
    change = answers.TAKE.get(name)
    if change is None:
        raise not_found("There is no such question.", name, "Begin at Set up.")
    wrong = answers.no_number(form)
    if wrong is not None:
        raise Refused(wrong)
    with visit.database.snapshot() as unit:
        draft = draft_of(unit, visit.today)
    change(draft, form)
    taken(keep_draft(visit.database, draft))
    with visit.database.snapshot() as unit:
        faults = shape_of(unit, draft, visit.today).faults
    if faults:
        return _asked(request, visit, name, status=CANNOT_BE)
    return back_to(after(name))


PAGE = Page(
    name="setup",
    path="/setup",
    title="Set up",
    stand=Stand.MORE,
    order=7,
    router=ROUTER,
    sentence="The eight questions, again or for the first time.",
)

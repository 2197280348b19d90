"""Body: where it hurts, what that means now, the questions of bone and of red flags, the stop."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride.body.red_flags import BONE_FLAG, BONE_QUESTIONS, BONE_REGIONS, BY_ID, RED_FLAGS
from ironstride.body.words import REGION_NAMES, region_words
from ironstride.domain.body_region import Region, Side
from ironstride.domain.performance import PainReport
from ironstride.drawing.body_figure import Figure, Mark, RegionMark, View, draw_body
from ironstride.services import adapt, checkins
from ironstride.services.body_now import BodyNow, body_now, pain_chart
from ironstride.services.retests import due_tests
from ironstride.web import taps
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit
from ironstride.web.stops import stop_page

ROUTER = APIRouter()
SIGNS: Final = tuple(
    (flag.id, question) for flag in RED_FLAGS if flag.id != BONE_FLAG for question in flag.questions
)
"""Every red-flag question, one at a time; those about bone are asked where something hurts."""


def href(region: Region, side: Side) -> str:
    """Return where a tap on a region leads."""
    return f"/body?region={region.value}&side={side.value}#say"


def figure_of(body: BodyNow, chosen: tuple[Region, Side] | None) -> Figure:
    """Return what the drawings show."""
    marks = {
        (each.gate.region, each.gate.side): RegionMark(
            mark=Mark(each.gate.state.value), words=each.words
        )
        for each in body.regions
        if not each.is_quiet
    }
    return Figure(names=REGION_NAMES, marks=marks, href=href, chosen=chosen)


@ROUTER.get("/body")
def show(
    request: Request,
    visit: Asked,
    region: Annotated[Region | None, Query()] = None,
    side: Annotated[Side | None, Query()] = None,
) -> HTMLResponse:
    """Show the body, and the report of a region that was chosen."""
    with visit.database.snapshot() as unit:
        body = body_now(unit, visit.today)
        due = due_tests(unit, visit.today)
    chosen = None if region is None else (region, side or Side.BOTH)
    figure = figure_of(body, chosen)
    now = None if chosen is None else body.region(*chosen)
    return render(
        request,
        visit,
        "body/template.html",
        page=PAGE,
        where="Body",
        body=body,
        due=due,
        front=draw_body(figure, View.FRONT, "front"),
        back=draw_body(figure, View.BACK, "back"),
        chosen=chosen,
        chosen_words="" if chosen is None else region_words(*chosen),
        now=now,
        charts=[
            (each, pain_chart(each, f"pain-{each.gate.region}-{each.gate.side}"))
            for each in body.regions
        ],
        regions=taps.REGIONS,
        sides=taps.SIDES,
        pains=taps.PAIN,
        region_words=region_words,
    )


def _figure(text: str) -> float | None:
    """Return a pain from 0 to 10; None where none was chosen."""
    return float(text) if text.isascii() and text.isdigit() else None


@ROUTER.post("/body/pain")
def say(
    visit: Asked,
    region: Annotated[Region, Form()],
    side: Annotated[Side, Form()],
    during: Annotated[str, Form()] = "",
    after: Annotated[str, Form()] = "",
    morning: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Take how much a region hurts; bone questions follow where they must."""
    report = PainReport(
        date=visit.today,
        region=region,
        side=side,
        during=_figure(during),
        after=_figure(after),
        next_morning=_figure(morning),
    )
    taken(adapt.hurts(visit.database, report, today=visit.today, now=visit.now))
    visit.replan(f"You said how your {region_words(region, side)} is.")
    if _asks_about_bone(visit, region, side):
        return back_to(f"/body/bone?region={region.value}&side={side.value}")
    return back_to(f"/body?region={region.value}&side={side.value}#now")


def _asks_about_bone(visit: Visit, region: Region, side: Side) -> bool:
    if region not in BONE_REGIONS:
        return False
    with visit.database.snapshot() as unit:
        now = body_now(unit, visit.today).region(region, side)
    return now is not None and now.gate.asks_bone_questions


@ROUTER.post("/body/morning")
def morning_after(
    visit: Asked,
    region: Annotated[Region, Form()],
    side: Annotated[Side, Form()],
    pain: Annotated[float, Form(ge=0, le=10)],
) -> RedirectResponse:
    """Take how a region is the morning after."""
    asked = taken(checkins.mornings_to_ask(visit.database, today=visit.today))
    found = next((each for each in asked if (each.region, each.side) == (region, side)), None)
    if found is not None:
        told = PainReport(
            date=found.date,
            region=region,
            side=side,
            next_morning=pain,
            exercise=found.exercise,
        )
        taken(adapt.hurts(visit.database, told, today=visit.today, now=visit.now))
        visit.replan(f"Your {region_words(region, side)}, the morning after.")
    return back_to(f"/body?region={region.value}&side={side.value}#now")


# Bone: four questions, one at a time


@ROUTER.get("/body/bone")
def ask_bone(
    request: Request,
    visit: Asked,
    region: Annotated[Region, Query()],
    side: Annotated[Side, Query()],
    question: Annotated[int, Query(ge=0, lt=len(BONE_QUESTIONS))] = 0,
) -> HTMLResponse:
    """Ask one question about the bone."""
    where = region_words(region, side)
    return render(
        request,
        visit,
        "body/question.html",
        page=PAGE,
        where="Body",
        heading=f"Your {where}",
        question=BONE_QUESTIONS[question],
        number=question + 1,
        of=len(BONE_QUESTIONS),
        action="/body/bone",
        fields={"region": region.value, "side": side.value, "question": question},
        why="Pain here can come from the bone, which needs another answer than a sore tendon. "
        "Until the four questions are answered, jumps are out. Any yes means: see a doctor.",
        leave=f"/body?region={region.value}&side={side.value}",
    )


@ROUTER.post("/body/bone")
def answer_bone(
    visit: Asked,
    region: Annotated[Region, Form()],
    side: Annotated[Side, Form()],
    question: Annotated[int, Form(ge=0, lt=len(BONE_QUESTIONS))],
    answer: Annotated[bool, Form()],
) -> RedirectResponse:
    """Take one answer: a yes stops, the last no lets go on."""
    if not answer and question + 1 < len(BONE_QUESTIONS):
        place = f"region={region.value}&side={side.value}&question={question + 1}"
        return back_to(f"/body/bone?{place}")
    done = checkins.answer_red_flag(
        visit.database,
        BONE_FLAG,
        yes=answer,
        today=visit.today,
        now=visit.now,
        region=region,
        side=side,
        note=BONE_QUESTIONS[question] if answer else "",
    )
    taken(done)
    visit.pain_is_answered(region_words(region, side))
    visit.replan("You answered the questions about the bone.")
    if answer:
        return back_to("/body/stop")
    return back_to(f"/body?region={region.value}&side={side.value}#now")


# Signs that something is wrong: every red-flag question, one at a time


@ROUTER.get("/body/signs")
def ask_signs(
    request: Request,
    visit: Asked,
    question: Annotated[int, Query(ge=0, le=len(SIGNS))] = 0,
) -> HTMLResponse:
    """Ask one red-flag question, or say that all were answered."""
    if question == len(SIGNS):
        return render(request, visit, "body/clear.html", page=PAGE, where="Body", of=len(SIGNS))
    flag, words = SIGNS[question]
    return render(
        request,
        visit,
        "body/question.html",
        page=PAGE,
        where="Body",
        heading=BY_ID[flag].title,
        question=words,
        number=question + 1,
        of=len(SIGNS),
        action="/body/signs",
        fields={"question": question},
        why="Some signs mean a doctor before training. Any yes stops all training until you take "
        "it back or a named professional cleared it.",
        leave="/body",
    )


@ROUTER.post("/body/signs")
def answer_signs(
    visit: Asked,
    question: Annotated[int, Form(ge=0, lt=len(SIGNS))],
    answer: Annotated[bool, Form()],
) -> RedirectResponse:
    """Take one answer; a yes stops all training."""
    if not answer:
        return back_to(f"/body/signs?question={question + 1}")
    flag, words = SIGNS[question]
    done = checkins.answer_red_flag(
        visit.database, flag, yes=True, today=visit.today, now=visit.now, note=words
    )
    taken(done)
    visit.replan("You answered a red-flag question with yes.")
    return back_to("/body/stop")


# The stop


@ROUTER.get("/body/stop")
def stop(request: Request, visit: Asked) -> HTMLResponse:
    """Show the full page that says stop, why, whom to see and how soon."""
    with visit.database.snapshot() as unit:
        body = body_now(unit, visit.today)
    return render(
        request,
        visit,
        "stop.html",
        page=PAGE,
        where="Body",
        stops=stop_page(body),
        then="/body",
        region_words=region_words,
    )


@ROUTER.post("/body/withdraw")
def withdraw(
    visit: Asked, flag: Annotated[str, Form()], then: Annotated[str, Form()] = "/body"
) -> RedirectResponse:
    """Take back a yes that was a slip."""
    _known(flag)
    taken(checkins.withdraw_red_flag(visit.database, flag, today=visit.today, now=visit.now))
    visit.replan("You withdrew an answer.")
    return back_to("/" if then == "/" else "/body")


@ROUTER.post("/body/clear")
def clear(
    visit: Asked,
    flag: Annotated[str, Form()],
    cleared_by: Annotated[str, Form(max_length=120)],
    then: Annotated[str, Form()] = "/body",
) -> RedirectResponse:
    """Take that a named professional cleared a flag."""
    _known(flag)
    done = checkins.clear_red_flag(
        visit.database, flag, cleared_by=cleared_by, today=visit.today, now=visit.now
    )
    taken(done, status=400)
    visit.replan(f"Cleared by {cleared_by.strip()}.")
    return back_to("/" if then == "/" else "/body")


def _known(flag: str) -> None:
    if flag not in BY_ID:
        raise not_found(f"“{flag}” is no red flag that is known here.", "flag", "Go to Body.")


PAGE = Page(
    name="body",
    path="/body",
    title="Body",
    stand=Stand.BAR,
    order=3,
    router=ROUTER,
    sentence="Where it hurts, and what that means now.",
)

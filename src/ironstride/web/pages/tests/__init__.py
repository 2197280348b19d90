"""Tests: what there is, one done with its clock, what its result means, the battery."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride.catalogue import evidence_for, load
from ironstride.domain.assessment import LoggedResult, TimedBy
from ironstride.domain.body_region import Side
from ironstride.domain.problem import Problem
from ironstride.services import battery_progress, self_tests
from ironstride.services.battery_progress import REASONS, SkipReason
from ironstride.services.measures import IMPERIAL, METRIC
from ironstride.services.retests import due_tests, retests
from ironstride.services.test_values import occasion_words, shown_unit, typed_value
from ironstride.storage import PutStatus
from ironstride.web import taps
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.pages.tests.document import document_of, sides_of, timing_words
from ironstride.web.pages.tests.result import result_of
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit

if TYPE_CHECKING:
    from ironstride.domain.assessment import Assessment
    from ironstride.services.self_tests import PageOfTest

ROUTER = APIRouter()
ANSWERS: Final = (("yes", "yes"), ("no", "no"), ("unclear", "can't tell"))
STATES: Final = {"open": "open", "done": "done", "skipped": "left out"}
LEAST_ID: Final = 8
MOST_ID: Final = 64
IMPERIAL_UNITS: Final = frozenset({"in", "lb"})


def _problem(code: str, sentence: str, location: str, remedy: str) -> Problem:
    return Problem(code=code, sentence=sentence, location=location, remedy=remedy)


NOT_CONFIRMED: Final = _problem(
    "not-confirmed",
    "It was not confirmed that none of the points before the start holds.",
    "confirmed",
    "Go back, read them, and confirm.",
)
NO_IDS: Final = _problem(
    "wrong-form", "The form does not fit the test any more.", "id", "Open the test again."
)
NOTHING_ENTERED: Final = _problem(
    "nothing-entered", "No number was entered.", "value", "Go back and enter at least one side."
)
NEW_BATTERY: Final = (
    "The tests that tell most about you, in an order that keeps them fair: balance while you are "
    "fresh, what tires last. Each result changes the plan only where it can be trusted to."
)


@ROUTER.get("/tests")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show every test, what is due, and when each comes again."""
    measures = visit.measures
    with visit.database.snapshot() as unit:
        lines = self_tests.list_of_tests(unit, visit.today)
        due = due_tests(unit, visit.today)
        calendar = retests(unit, visit.today)
        progress = battery_progress.battery_progress(unit, visit.today)
    return render(
        request,
        visit,
        "tests/template.html",
        page=PAGE,
        where="Tests",
        lines=lines,
        due=due,
        due_ids={each.assessment.id for each in due},
        calendar=calendar,
        has_results=any(each.last for each in lines),
        battery_open=0 < progress.settled < len(progress.steps),
        battery_words=NEW_BATTERY,
        occasion_words=lambda test, seen: occasion_words(test, seen, measures),
    )


# The battery


@ROUTER.get("/tests/battery")
def show_battery(request: Request, visit: Asked) -> HTMLResponse:
    """Show the battery in its order, with how far it has come."""
    measures = visit.measures
    with visit.database.snapshot() as unit:
        progress = battery_progress.battery_progress(unit, visit.today)
    steps = [
        {
            "assessment": step.assessment,
            "first_side": step.first_side,
            "minutes": step.minutes,
            "state": step.state.value,
            "state_words": STATES[step.state.value],
            "result": occasion_words(step.assessment, step.occasion, measures)
            if step.occasion
            else "",
            "reason": REASONS[step.reason] if step.reason else "",
            "is_next": step is progress.next,
        }
        for step in progress.steps
    ]
    return render(
        request,
        visit,
        "tests/battery.html",
        page=PAGE,
        where="Tests",
        steps=steps,
        next_step=next((each for each in steps if each["is_next"]), None),
        done_count=progress.settled,
        minutes=progress.minutes_left,
        left_out=progress.left_out,
        against=progress.against,
        reasons=[(key.value, words) for key, words in REASONS.items()],
    )


@ROUTER.post("/tests/battery/skip")
def skip(
    visit: Asked, test: Annotated[str, Form()], reason: Annotated[SkipReason, Form()]
) -> RedirectResponse:
    """Leave a test out of the battery, with the reason; pain leads to where it is said."""
    taken(battery_progress.skip(visit.database, test, reason, today=visit.today), status=404)
    return back_to("/body" if reason is SkipReason.HURTS else "/tests/battery")


@ROUTER.post("/tests/battery/unskip")
def unskip(visit: Asked, test: Annotated[str, Form()]) -> RedirectResponse:
    """Take a test into the battery again."""
    taken(battery_progress.take_in_again(visit.database, test), status=404)
    return back_to("/tests/battery")


# One test


def _page_of(visit: Visit, id: str) -> PageOfTest:
    with visit.database.snapshot() as unit:
        found = self_tests.page_of_test(unit, id, visit.today)
    if found is None:
        raise not_found(f"“{id}” is no self-test.", id, "Choose one of Tests.")
    return found


@ROUTER.get("/tests/{id}")
def show_one(
    request: Request, visit: Asked, id: str, battery: Annotated[str, Query(max_length=1)] = ""
) -> HTMLResponse:
    """Show one test: what it tells, when to leave it, how it is done, and where to do it."""
    shown = _page_of(visit, id)
    test = shown.assessment
    measures = visit.measures
    first = shown.first_side
    figure = load().by_id[test.figure]
    return render(
        request,
        visit,
        "tests/one.html",
        page=PAGE,
        where="Tests",
        shown=shown,
        test=test,
        document=document_of(test, first, visit.runner, measures),
        first_side=sides_of(test, first)[0],
        in_battery=bool(battery),
        kit=_kit(test),
        things=test.things,
        figure_name=figure.name,
        timed=test.timing.by is not TimedBy.NOTHING,
        plain_timing=timing_words(test),
        measured_words="result",
        answers=ANSWERS,
        fresh_ids=[str(uuid.uuid4()) for _ in sides_of(test, first)],
        occasion_words=lambda seen: occasion_words(test, seen, measures),
        rows=tuple(evidence_for(test.cited).values()),
        taps=taps,
    )


def _kit(test: Assessment) -> list[str]:
    names = {each.id: each.name.lower() for each in load().equipment}
    bare = "with what is at home" if test.things else "no kit"
    return [
        " and ".join(names.get(id, id) for id in sorted(each)) if each else bare
        for each in test.equipment
    ]


Sent = dict[str, list[str]]


async def _sent(request: Request) -> Sent:
    """Return a form's fields with all their values: each side's result has an id of its own."""
    sent = await request.form()
    return {key: [v for v in sent.getlist(key) if isinstance(v, str)] for key in sent}


@ROUTER.post("/tests/{id}")
def record(visit: Asked, id: str, form: Annotated[Sent, Depends(_sent)]) -> RedirectResponse:
    """Store what the plain form says: one result for each side, sent twice stored once."""
    shown = _page_of(visit, id)
    test = shown.assessment
    if shown.refusal is not None:
        raise Refused(_problem("not-now", shown.refusal.sentence, id, "Look at Body first."))
    if test.has_risk and _one(form, "confirmed") != "yes":
        raise Refused(NOT_CONFIRMED)
    for one in _results(visit, shown, form):
        taken(
            self_tests.log_result(visit.database, one, today=visit.today, now=visit.now),
            status=400,
        )
    visit.replan(f"You tested yourself: {test.name}.")
    return back_to(f"/tests/{test.id}/result{'?battery=1' if _one(form, 'battery') else ''}")


def _one(form: Sent, name: str) -> str:
    return next(iter(form.get(name, ())), "").strip()


def _results(visit: Visit, shown: PageOfTest, form: Sent) -> list[LoggedResult]:
    """Return the results that a form tells; every fault of it is refused at once."""
    test = shown.assessment
    ids = [each for each in form.get("id", ()) if LEAST_ID <= len(each) <= MOST_ID]
    sides = sides_of(test, shown.first_side)
    if len(ids) != len(sides):
        raise Refused(NO_IDS)
    if test.items:
        return [_checked(visit, test, form, ids[0])]
    # The form says in which unit it was typed: the units may have been changed since.
    measures = IMPERIAL if _one(form, "unit") in IMPERIAL_UNITS else METRIC
    unit = shown_unit(test, measures)
    found: list[LoggedResult] = []
    problems: list[Problem] = []
    for side, result_id in zip(sides, ids, strict=True):
        name = side or "value"
        if not _one(form, name):
            continue
        typed = typed_value(test, _one(form, name), name, unit)
        problems += typed.problems
        if typed.value is not None:
            found.append(
                LoggedResult(
                    id=result_id,
                    test=test.id,
                    date=visit.today,
                    value=typed.value,
                    side=None if side is None else Side(side),
                    logged_at=visit.now,
                )
            )
    if problems or not found:
        raise Refused(*(problems or [NOTHING_ENTERED]))
    return found


def _checked(visit: Visit, test: Assessment, form: Sent, result_id: str) -> LoggedResult:
    """Return the result of a check-list: how many items were seen, and which were not."""
    told = [_one(form, f"item_{place}") for place in range(len(test.items))]
    open_ = [place for place, answer in enumerate(told) if answer not in dict(ANSWERS)]
    if open_:
        raise Refused(
            *(
                _problem(
                    "not-answered",
                    f"“{test.items[place]}” has no answer.",
                    f"item_{place}",
                    "Go back and answer it; “can't tell” is an answer.",
                )
                for place in open_
            )
        )
    return LoggedResult(
        id=result_id,
        test=test.id,
        date=visit.today,
        value=float(told.count("yes")),
        missed=tuple(place for place, answer in enumerate(told) if answer != "yes"),
        logged_at=visit.now,
    )


# What a result means


@ROUTER.get("/tests/{id}/result")
def show_result(
    request: Request,
    visit: Asked,
    id: str,
    battery: Annotated[str, Query(max_length=1)] = "",
    deleted: Annotated[str, Query(max_length=MOST_ID)] = "",
) -> HTMLResponse:
    """Show the last result against others, the one before and the other side; and all before."""
    shown = _page_of(visit, id)
    with visit.database.snapshot() as unit:
        following = next(
            (
                each
                for each in retests(unit, visit.today)
                if each.assessment.id == shown.assessment.id
            ),
            None,
        )
        onward = battery_progress.battery_progress(unit, visit.today).next if battery else None
    return render(
        request,
        visit,
        "tests/result.html",
        page=PAGE,
        where="Tests",
        test=shown.assessment,
        result=result_of(shown, visit.measures),
        following=following,
        in_battery=bool(battery),
        onward=onward,
        deleted=deleted,
        rows=tuple(evidence_for(shown.assessment.cited).values()),
        busy=visit.replanner.is_busy(visit.database),
    )


@ROUTER.post("/tests/{id}/delete")
def delete(visit: Asked, id: str, result: Annotated[str, Form()]) -> RedirectResponse:
    """Take a result back; its versions stay, and it can be brought back."""
    test = _page_of(visit, id).assessment
    done = taken(self_tests.delete_result(visit.database, result, now=visit.now))
    if done.status is PutStatus.MISSING:
        raise not_found("No such result is kept.", result[:MOST_ID], "Go back to the test.")
    visit.replan(f"You took a result back: {test.name}.")
    return back_to(f"/tests/{test.id}/result?deleted={quote(result)}")


@ROUTER.post("/tests/{id}/undo")
def undo(visit: Asked, id: str, result: Annotated[str, Form()]) -> RedirectResponse:
    """Bring a result back that was deleted."""
    test = _page_of(visit, id).assessment
    done = taken(self_tests.undo_result(visit.database, result, now=visit.now))
    if done.status is PutStatus.MISSING:
        raise not_found("No such result is kept.", result[:MOST_ID], "Go back to the test.")
    visit.replan(f"You brought a result back: {test.name}.")
    return back_to(f"/tests/{test.id}/result")


PAGE = Page(
    name="tests",
    path="/tests",
    title="Tests",
    stand=Stand.MORE,
    order=6,
    router=ROUTER,
    sentence="What you can do now, and what it changes in the plan.",
)

"""Runs: the list, one run with its drawings, corrections, and the original file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ironstride.catalogue import load
from ironstride.domain.problem import Problem
from ironstride.domain.run import ActivityKind, RunKind
from ironstride.services.exercise_pages import set_words
from ironstride.services.log import delete_set, edit_set
from ironstride.services.measures import IMPERIAL, METRIC, duration
from ironstride.services.run_charts import run_drawings
from ironstride.services.runs import (
    RunRow,
    correct_run,
    no_such_run,
    one_run,
    pace_words,
    run_list,
    summary_words,
    sureness,
)
from ironstride.services.watch_lifts import sets_of
from ironstride.storage import ActivityCorrection, ActivityId
from ironstride.web.forms import back_to, not_found, taken
from ironstride.web.page import Page, Stand
from ironstride.web.refusals import NOT_FOUND, Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()
SEE_OTHER: Final = 303
OTHERS: Final = {
    ActivityKind.RIDE: "Ride",
    ActivityKind.SWIM: "Swim",
    ActivityKind.STRENGTH: "Strength",
    ActivityKind.OTHER: "Other",
    ActivityKind.RUN: "Run",
}
RPE_CHOICES: Final = (("", "not told"), *((str(n), str(n)) for n in range(11)))
RESERVES: Final = (("", "not told"), ("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4+"))
KIND_CHOICES: Final = (("", "as found"), *((kind.value, kind.value) for kind in RunKind))
UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


def row_name(row: RunRow) -> str:
    """Return what a line is, e.g. ``Long run``, ``Ride``."""
    if not row.is_run:
        return OTHERS[row.line.kind]
    if row.kind is None:
        return "Run"
    return (
        row.kind.value.capitalize() if row.kind.is_quality else f"{row.kind.value.capitalize()} run"
    )


@ROUTER.get("/runs")
def show(
    request: Request, visit: Asked, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0
) -> HTMLResponse:
    """Show the list, newest first."""
    with visit.database.snapshot() as unit:
        runs = run_list(unit, offset=offset)
    return render(
        request,
        visit,
        "runs/template.html",
        page=PAGE,
        where="Runs",
        runs=runs,
        row_name=row_name,
        words=summary_words,
        pace=pace_words,
    )


@ROUTER.get("/runs/original/{sha256}")
def original(visit: Asked, sha256: str) -> Response:
    """Give back a file as it was given to us, byte for byte."""
    with visit.database.snapshot() as unit:
        stored = unit.originals.get(sha256)
        content = None if stored is None else unit.originals.content(sha256)
    if stored is None or content is None:
        raise Refused(
            Problem(
                code="no-such-original",
                sentence="There is no such file here.",
                location=sha256,
                remedy="Open a run and choose one of its files.",
            ),
            status=NOT_FOUND,
        )
    name = stored.names[0].replace("\\", "/").rpartition("/")[2]
    plain = UNSAFE.sub("_", name).strip("._") or "original"
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(
        content, media_type="application/octet-stream", headers={"Content-Disposition": told}
    )


@ROUTER.get("/runs/{id}")
def show_one(request: Request, visit: Asked, id: str) -> HTMLResponse:
    """Show one run with what was derived of it."""
    with visit.database.snapshot() as unit:
        run = one_run(unit, ActivityId(id))
        stored = None if run is None else unit.activities.get(ActivityId(id), streams=True)
        sets = sets_of(unit, ActivityId(id))
    if run is None or stored is None:
        raise Refused(no_such_run(id), status=NOT_FOUND)
    return render(
        request,
        visit,
        "runs/one.html",
        page=PAGE,
        where="Runs",
        run=run,
        activity=stored.activity,
        drawings=run_drawings(stored.activity, run.measures),
        kinds=KIND_CHOICES,
        rpes=RPE_CHOICES,
        others=OTHERS,
        duration=duration,
        sureness=sureness,
        sets=sets,
        set_words=set_words,
        exercises=load().exercises,
        names={each.id: each.name for each in load().exercises},
        reserves=RESERVES,
    )


@ROUTER.post("/runs/{id}/set")
def correct_set(  # noqa: PLR0913, PLR0917  one form, each field by its name
    visit: Asked,
    id: str,
    set_id: Annotated[str, Form()],
    exercise: Annotated[str, Form()] = "",
    value: Annotated[float, Form(ge=0, allow_inf_nan=False)] = 0.0,
    load_mass: Annotated[float, Form(ge=0, allow_inf_nan=False)] = 0.0,
    load_unit: Annotated[str, Form(pattern="^(kg|lb)$")] = "kg",
    rir: Annotated[str, Form(pattern="^([0-9]|10)?$")] = "",
    delete: Annotated[bool, Form()] = False,  # noqa: FBT002 (a form's field)
) -> RedirectResponse:
    """Keep what the runner says of a set that a watch recorded; its versions stay.

    The form says in which unit its load is, as the gym screen's does. Only what is to stay needs
    an exercise and an amount.
    """
    with visit.database.snapshot() as unit:
        held = next((one for one in sets_of(unit, ActivityId(id)) if one.id == set_id), None)
    if held is None:
        raise not_found("There is no such set any more.", set_id, "Open the session under Runs.")
    if delete:
        taken(delete_set(visit.database, set_id, now=visit.now))
    else:
        measures = IMPERIAL if load_unit == "lb" else METRIC
        kilograms = measures.kilograms_meant(load_mass, (held.load_kg or 0.0,))
        changed = replace(
            held,
            exercise=exercise,
            reps=round(value) if held.reps is not None else None,
            seconds=value if held.reps is None else None,
            load_kg=kilograms or None,
            rir=float(rir) if rir else None,
        )
        taken(edit_set(visit.database, changed, today=visit.today, now=visit.now), status=400)
    visit.replan("You corrected a set.")
    return back_to(f"/runs/{id}#sets")


@ROUTER.post("/runs/{id}")
def correct(
    visit: Asked,
    id: str,
    kind: Annotated[str, Form()] = "",
    rpe: Annotated[str, Form()] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    hidden: Annotated[bool, Form()] = False,  # noqa: FBT002 (a form's field)
) -> RedirectResponse:
    """Keep what the runner says of an activity, and plan with it."""
    if kind and kind not in set(RunKind):
        raise Refused(no_such_kind(kind))
    with visit.database.snapshot() as unit:
        before = unit.activities.get(ActivityId(id))
    if before is None:
        raise Refused(no_such_run(id), status=NOT_FOUND)
    correction = ActivityCorrection(
        session_rpe=_rated(rpe),
        run_kind=RunKind(kind) if kind else None,
        name=name.strip() or None,
        start=before.correction.start,
        hidden=hidden,
    )
    done = correct_run(visit.database, ActivityId(id), correction, today=visit.today, now=visit.now)
    if done.value is None:
        raise Refused(*done.problems)
    visit.replan("You corrected a run.")
    return RedirectResponse("/runs" if hidden else f"/runs/{id}", status_code=SEE_OTHER)


def _rated(text: str) -> float | None:
    """Return how hard a run was; None where nobody said."""
    if not text.strip():
        return None
    try:
        return float(text)
    except ValueError:
        problem = Problem(
            code="not-a-number",
            sentence=f"“{text}” is no number.",
            location="rpe",
            remedy="Choose a figure from 0 to 10.",
        )
        raise Refused(problem) from None


def no_such_kind(kind: str) -> Problem:
    """Return the problem of a word that is no kind of run."""
    return Problem(
        code="unknown-kind",
        sentence=f"“{kind}” is no kind of run.",
        location="kind",
        remedy=f"Choose one of {', '.join(RunKind)}.",
    )


PAGE = Page(
    name="runs",
    path="/runs",
    title="Runs",
    stand=Stand.MORE,
    order=3,
    router=ROUTER,
    sentence="What you ran, what it was, and how sure that is.",
)

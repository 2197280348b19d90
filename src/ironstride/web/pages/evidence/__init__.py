"""Evidence: rows found by words, part and certainty; one with all it states and what cites it."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from ironstride.catalogue import evidence_for, evidence_ids
from ironstride.domain.evidence import Checked, Grade
from ironstride.planner.rules import RULES
from ironstride.services.citations import (
    AREAS,
    GRADE_WORDS,
    NOT_GRADED,
    Sought,
    cited,
    row_of,
    rows_that,
)
from ironstride.web.forms import not_found
from ironstride.web.page import Page, Stand
from ironstride.web.pages.evidence.limits import PARTS
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()
KINDS = {"exercises": "/exercises", "norms": "/tests", "protocols": "/protocols"}
"""Where what cites a row is shown, by its kind; without such a page it is named alone."""


@ROUTER.get("/evidence")
def show(
    request: Request,
    visit: Asked,
    text: Annotated[str, Query(max_length=100)] = "",
    area: Annotated[str, Query(max_length=2)] = "",
    grade: Annotated[str, Query(max_length=1)] = "",
    checked: Annotated[str, Query(max_length=40)] = "",
    against: Annotated[str, Query(max_length=4)] = "",
) -> HTMLResponse:
    """Show the rows that fit."""
    sought = Sought(
        words=text,
        area=area if area in AREAS else "",
        grade=Grade(grade) if grade in set(Grade) else None,
        checked=Checked(checked) if checked in set(Checked) else None,
        against=bool(against),
    )
    found = rows_that(sought)
    return render(
        request,
        visit,
        "evidence/template.html",
        page=PAGE,
        where="Evidence",
        sought=sought,
        groups=[(AREAS[area], list(rows)) for area, rows in groupby(found, lambda row: row.area)],
        count=len(found),
        of=len(evidence_ids()),
        areas=AREAS.items(),
        grades=[(each.value, f"{each.value}, {GRADE_WORDS[each]}") for each in Grade],
        stands=[each.value for each in Checked],
    )


@ROUTER.get("/evidence/limits")
def show_limits(request: Request, visit: Asked) -> HTMLResponse:
    """Show what to expect, where sources disagree and what is left out, with the rows."""
    return render(
        request,
        visit,
        "evidence/limits.html",
        page=PAGE,
        where="Evidence",
        parts=[
            {
                "id": part.id,
                "title": part.title,
                "points": [
                    (point.sentence, tuple(evidence_for(point.rows).values()))
                    for point in part.points
                ],
            }
            for part in PARTS
        ],
    )


@ROUTER.get("/evidence/{id}")
def show_one(request: Request, visit: Asked, id: str) -> HTMLResponse:
    """Show all that one row states, and what cites it."""
    row = row_of(id)
    if row is None:
        raise not_found(f"“{id}” is no row of evidence.", id, "Choose one of Evidence.")
    names = {rule.id: rule for rule in RULES}
    found = cited(row)
    paths = {page.path for page in request.app.state.pages}
    return render(
        request,
        visit,
        "evidence/one.html",
        page=PAGE,
        where="Evidence",
        row=row,
        found=found,
        area=AREAS[row.area],
        grade=f"{row.grade}, {GRADE_WORDS[row.grade] if row.is_graded else NOT_GRADED}",
        rules=[names[rule] for rule in found.rules],
        kinds={kind: path for kind, path in KINDS.items() if path in paths},
        citing=[
            (kind, tuple(each)) for kind, each in groupby(found.others, lambda other: other.kind)
        ],
    )


@ROUTER.get("/settings/evidence")
def show_old() -> RedirectResponse:
    """Lead on from where the page was before; what follows # comes along by itself."""
    return RedirectResponse("/evidence", status_code=308)


PAGE = Page(
    name="evidence",
    path="/evidence",
    title="Evidence",
    stand=Stand.MORE,
    order=6,
    router=ROUTER,
    sentence="What each rule and exercise rests on, how sure that is, and what found no effect.",
)

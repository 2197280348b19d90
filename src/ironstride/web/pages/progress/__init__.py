"""Progress: what the work did, each chart with a finding as its headline and its table beside."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ironstride.services.progress import progress_of
from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()


@ROUTER.get("/progress")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the charts."""
    with visit.database.snapshot() as unit:
        progress = progress_of(unit, visit.today)
    return render(
        request,
        visit,
        "progress/template.html",
        page=PAGE,
        where="Progress",
        progress=progress,
    )


PAGE = Page(
    name="progress",
    path="/progress",
    title="Progress",
    stand=Stand.BAR,
    order=4,
    router=ROUTER,
    sentence="What the work did.",
)

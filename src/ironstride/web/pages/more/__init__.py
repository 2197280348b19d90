"""More: the pages that have no place of their own in a phone's bottom bar."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ironstride.web.page import Page, Stand
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked

ROUTER = APIRouter()


@ROUTER.get("/more")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show the list."""
    return render(request, visit, "more/template.html", page=PAGE, where="More")


PAGE = Page(name="more", path="/more", title="More", stand=Stand.BAR, order=9, router=ROUTER)

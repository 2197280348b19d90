"""Whose pages are open: the runner's own or the demo's; a choice the browser keeps."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from ironstride.web.page import Page, Stand
from ironstride.web.shelf import COOKIE, Runner

ROUTER = APIRouter()
SEE_OTHER: Final = 303
YEAR_SECONDS: Final = 365 * 24 * 3600


@ROUTER.get("/runner")
def back() -> RedirectResponse:
    """Lead somebody who reloads to Today."""
    return RedirectResponse("/", status_code=SEE_OTHER)


@ROUTER.post("/runner")
def choose(runner: Annotated[Runner, Form()]) -> RedirectResponse:
    """Open a runner's pages from now on."""
    answer = RedirectResponse("/", status_code=SEE_OTHER)
    answer.set_cookie(
        COOKIE, runner.value, max_age=YEAR_SECONDS, path="/", httponly=True, samesite="strict"
    )
    return answer


PAGE = Page(
    name="runner", path="/runner", title="Runner", stand=Stand.NOWHERE, order=0, router=ROUTER
)

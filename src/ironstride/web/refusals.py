"""Errors as pages: what, where, what to do; as JSON for scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request as BareRequest
from starlette.responses import Response
from starlette.types import Scope

from ironstride.domain.problem import Problem
from ironstride.storage import StorageError
from ironstride.web.page import Stand
from ironstride.web.rendering import ENVIRONMENT, in_nav

BAD_REQUEST: Final = 400
FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
BUSY: Final = 503
BROKEN: Final = 500

LONGEST: Final = 40
"""Letters of what was sent that are said again."""

WHY_NOT: Final = {
    404: ("There is no such page.", "Go to Today, or use the navigation."),
    405: ("This page can't be asked that way.", "Go to Today, or use the navigation."),
}


class Refused(Exception):  # noqa: N818  it is what happened to a request, not a bug
    """Ends a request with problems that its page shows."""

    def __init__(self, *problems: Problem, status: int = BAD_REQUEST) -> None:
        super().__init__("; ".join(each.sentence for each in problems))
        self.problems = problems
        self.status = status


def wants_json(request: BareRequest) -> bool:
    """Return whether a script asked, not a person."""
    return "application/json" in (
        request.headers.get("accept", "") + request.headers.get("content-type", "")
    )


def answer(request: BareRequest, problems: tuple[Problem, ...], status: int) -> Response:
    """Return the page or the JSON that says what was wrong."""
    if wants_json(request):
        told = [
            {
                "code": each.code,
                "sentence": each.sentence,
                "location": each.location,
                "remedy": each.remedy,
            }
            for each in problems
        ]
        return JSONResponse({"problems": told}, status_code=status)
    pages = () if status == FORBIDDEN else request.app.state.pages
    html = ENVIRONMENT.get_template("error.html").render(
        problems=problems,
        status=status,
        back=_back(request),
        page=None,
        bar=in_nav(pages, Stand.BAR),
        more=in_nav(pages, Stand.MORE),
    )
    return HTMLResponse(html, status_code=status)


def _in_words(fault: Mapping[str, Any]) -> str:
    """Return what is wrong with one thing that was sent."""
    given = str(fault.get("input", ""))[:LONGEST]
    kind = str(fault["type"])
    if kind == "missing":
        return "Something that is needed was not sent."
    if kind == "enum":
        return f"“{given}” is none of the choices that there are here."
    if kind.startswith(("int", "float", "finite")):
        return f"“{given}” is no number."
    if kind.startswith("date"):
        return f"“{given}” is no date."
    return f"“{given}” can't be taken: {str(fault['msg']).lower()}."


def _back(request: BareRequest) -> str:
    """Return the path of the page that asked, where it is one of ours and another one."""
    came = urlsplit(request.headers.get("referer", ""))
    ours = came.netloc == request.url.netloc and came.path != request.url.path
    if came.path.startswith("//"):
        return ""  # a browser would take its first word for another host
    return f"{came.path}?{came.query}".rstrip("?") if ours else ""


def refusal(scope: Scope, problem: Problem, status: int) -> Response:
    """Return the answer to a request that did not get past the wall."""
    return answer(BareRequest(scope), (problem,), status)


def add_handlers(app: FastAPI) -> None:
    """Ensure that whatever goes wrong ends as a page that helps."""

    @app.exception_handler(Refused)
    def refused(request: Request, error: Refused) -> Response:
        return answer(request, error.problems, error.status)

    @app.exception_handler(StorageError)
    def storage(request: Request, error: StorageError) -> Response:
        return answer(request, (error.problem,), BUSY)

    @app.exception_handler(RequestValidationError)
    def shape(request: Request, error: RequestValidationError) -> Response:
        problems = tuple(
            Problem(
                code="wrong-input",
                sentence=_in_words(each),
                location=str(each["loc"][-1]),
                remedy="Go back and correct it.",
            )
            for each in error.errors()
        )
        return answer(request, problems, BAD_REQUEST)

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        sentence, remedy = WHY_NOT.get(error.status_code, (str(error.detail), "Go to Today."))
        problem = Problem(
            code=f"http-{error.status_code}",
            sentence=sentence,
            location=request.url.path,
            remedy=remedy,
        )
        return answer(request, (problem,), error.status_code)

    @app.exception_handler(Exception)
    def bug(request: Request, error: Exception) -> Response:
        del error  # Starlette raises it again after this answer, so it reaches the log
        problem = Problem(
            code="bug",
            sentence="Something in Ironstride broke. What you logged before is safe.",
            location=request.url.path,
            remedy="Try once more; if it happens again, look at what `ironstride serve` printed.",
        )
        return answer(request, (problem,), BROKEN)

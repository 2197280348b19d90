"""What forms send, taken apart; and where a form leads back to."""

from __future__ import annotations

from typing import Final, TypeVar

from fastapi.responses import RedirectResponse

from ironstride.domain.problem import Parsed, Problem
from ironstride.web.refusals import Refused

T = TypeVar("T")
SEE_OTHER: Final = 303
CONFLICT: Final = 409


def back_to(path: str) -> RedirectResponse:
    """Return the way back after a form: a page that can be reloaded without sending it again."""
    return RedirectResponse(path, status_code=SEE_OTHER)


def taken(parsed: Parsed[T], *, status: int = CONFLICT) -> T:
    """Return the value of something that was asked for.

    Raises:
        Refused: there is none, and the problems say why.
    """
    if parsed.value is None:
        raise Refused(*parsed.problems, status=status)
    return parsed.value


def not_found(what: str, where: str, remedy: str = "Go to Today.") -> Refused:
    """Return the refusal for something that is not there (any more)."""
    problem = Problem(code="not-found", sentence=what, location=where, remedy=remedy)
    return Refused(problem, status=404)

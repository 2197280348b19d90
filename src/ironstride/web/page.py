"""What a page is: where it lies, what it is called, where it stands in the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fastapi import APIRouter

MEGABYTE: Final = 1024 * 1024


class Stand(StrEnum):
    """Where the navigation shows a page."""

    BAR = "bar"
    """One of the five places of the phone's bottom bar, and on the laptop's rail."""
    MORE = "more"
    """Under "More" on a phone, on the rail of a laptop."""
    NOWHERE = "nowhere"
    """Reached from another page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of ours.

    Args:
        name: its folder, the id of its icon in ``static/icons.svg``.
        path: where it opens; its other doors lie below it.
        title: as the navigation says it.
        order: from left to right in the bar, from top to bottom in the rail.
        most_bytes: largest body that may be sent to the page and what lies below it.
        sentence: what is there, for "More".
        example: a path to open in tests instead of ``path`` where that holds parameters.
    """

    name: str
    path: str
    title: str
    stand: Stand
    order: int
    router: APIRouter
    most_bytes: int = MEGABYTE
    sentence: str = ""
    example: str | None = None

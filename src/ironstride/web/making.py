"""What a page says while a plan is made: how far it is, and the better one that waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ironstride.services.offers import Offer
    from ironstride.web.shelf import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How far a planning is.

    Args:
        is_preview: whether a preview is on screen, else it is the plan of before.
        done, total: weeks; both 0 before the first week.
        stopping: whether it is given up after this week.
        offer: the better plan than the preview on screen; None where none waits.
    """

    busy: bool
    is_preview: bool
    done: int
    total: int
    stopping: bool
    offer: Offer | None


def making_of(visit: Visit) -> Making:
    """Return how far the planning of a visit's runner is."""
    replanner, database = visit.replanner, visit.database
    done, total = replanner.progress(database) or (0, 0)
    return Making(
        busy=replanner.is_busy(database),
        is_preview=replanner.has_preview(database),
        done=done,
        total=total,
        stopping=replanner.is_stopping(database),
        offer=replanner.offer(database),
    )

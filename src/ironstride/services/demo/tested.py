"""What the demo runner's self-tests came to: a right calf behind at first, and level by now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from ironstride.domain.assessment import LoggedResult
from ironstride.domain.body_region import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS_AGO: Final = (72, 16)
"""Before the ten weeks, and near their end."""
RESULTS: Final[tuple[tuple[str, Side, tuple[float, float]], ...]] = (
    ("heel-raise", Side.LEFT, (24.0, 29.0)),
    ("heel-raise", Side.RIGHT, (17.0, 27.0)),
    ("stance-eyes-open", Side.RIGHT, (38.2, 42.0)),
    ("stance-eyes-open", Side.LEFT, (40.5, 43.1)),
    ("one-leg-rise", Side.LEFT, (9.0, 13.0)),
    ("one-leg-rise", Side.RIGHT, (8.0, 12.0)),
)


def demo_results(today: dt.date) -> Iterator[LoggedResult]:
    """Give the results of a first day and of the next time, each as it was entered."""
    for occasion, ago in enumerate(DAYS_AGO):
        date = today - dt.timedelta(days=ago)
        for test, side, values in RESULTS:
            yield LoggedResult(test=test, date=date, side=side, value=values[occasion])

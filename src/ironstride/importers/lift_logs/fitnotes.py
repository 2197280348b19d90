"""FitNotes' CSV (Android): one row a set, days without times, the unit in a column or its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.importers import csv_rows, dates
from ironstride.importers.lift_logs.collect import (
    Collector,
    Told,
    is_pounds,
    kilograms,
    unit_unknown,
)
from ironstride.units import M_PER_FOOT, M_PER_KM, M_PER_MILE, S_PER_HOUR, S_PER_MIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.problem import Parsed

_METRES: Final[Mapping[str, float]] = {
    "m": 1.0,
    "km": M_PER_KM,
    "mi": M_PER_MILE,
    "ft": M_PER_FOOT,
}


def recognises(head: bytes) -> bool:
    """Whether the bytes start a FitNotes export."""
    return {"date", "exercise", "category", "reps"} <= set(csv_rows.header(head))


def read(content: bytes, *, pounds: bool | None = None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of a FitNotes export; a session is a day, as the file has no times.

    Args:
        pounds: the unit where the file does not say it; None refuses such a file.
    """
    collector = Collector("fitnotes")
    for row in csv_rows.rows(content):
        load, unit = _load(row)
        if load and unit is None:
            unit = pounds
            if unit is None:
                return unit_unknown("FitNotes")
        metres = _METRES.get(row.text("distance unit").lower())
        distance = row.number("distance")
        collector.add(
            Told(
                exercise=row.text("exercise"),
                moment=dates.moment(row.text("date")),
                session=row.text("date"),
                reps=row.number("reps"),
                seconds=_seconds(row.text("time")),
                distance_m=None if distance is None or metres is None else distance * metres,
                load_kg=kilograms(load, pounds=bool(unit)),
                has_time=False,
            )
        )
    return collector.parsed()


def _load(row: csv_rows.Row) -> tuple[float | None, bool | None]:
    for name in row.cells:
        if name.startswith("weight (") and name.endswith(")"):
            return row.number(name), is_pounds(name[len("weight (") : -1])
    return row.number("weight"), is_pounds(row.text("weight unit"))


def _seconds(text: str) -> float | None:
    """Return seconds for ``h:mm:ss``, ``m:ss`` or plain seconds."""
    parts = [csv_rows.number(part) for part in text.split(":")]
    figures = [part for part in parts if part is not None]
    if not figures or len(figures) < len(parts):
        return None
    weights = (1.0, S_PER_MIN, S_PER_HOUR)
    return sum(part * weight for part, weight in zip(reversed(figures), weights, strict=False))

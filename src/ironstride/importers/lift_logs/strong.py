"""Strong's CSV: commas or semicolons, a unit in the header, in a column, or nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.performance import SetKind
from ironstride.importers import csv_rows, dates
from ironstride.importers.lift_logs.collect import (
    Collector,
    Told,
    is_pounds,
    kilograms,
    unit_unknown,
)
from ironstride.units import M_PER_KM, M_PER_MILE

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.problem import Parsed

# iOS translates the header; the order of the columns stays.
_IN_CHINESE: Final = {
    "日期": "date",
    "锻炼名称": "workout name",
    "运动名称": "exercise name",
    "设置顺序": "set order",
    "重量": "weight",
    "次": "reps",
    "距离": "distance",
    "秒": "seconds",
}
_KINDS: Final = {
    "w": SetKind.WARM_UP,
    "d": SetKind.DROP,
    "f": SetKind.FAILURE,
}
# Rows between the sets that newer exports have.
_NO_SETS: Final = frozenset({"rest timer", "note"})


def recognises(head: bytes) -> bool:
    """Whether the bytes start a Strong export."""
    names = {_IN_CHINESE.get(name, name) for name in csv_rows.header(head)}
    return {"date", "exercise name", "set order"} <= names


def read(content: bytes, *, pounds: bool | None = None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of a Strong export; names are Strong's own.

    Args:
        pounds: the unit where the file does not say it; None refuses such a file.
    """
    collector = Collector("strong")
    for row in csv_rows.rows(content):
        row = csv_rows.Row(row.line, {_IN_CHINESE.get(n, n): t for n, t in row.cells.items()})  # noqa: PLW2901 (the same row, named in English)
        order = row.text("set order").lower()
        if order in _NO_SETS:
            continue
        load, unit = _load(row)
        if load and unit is None:
            unit = pounds
            if unit is None:
                return unit_unknown("Strong")
        moment = dates.moment(row.text("date"))
        collector.add(
            Told(
                exercise=row.text("exercise name"),
                moment=moment,
                session=row.text("date").replace(" ", "T"),
                kind=_KINDS.get(order, SetKind.WORKING),
                reps=row.number("reps"),
                seconds=row.number("seconds"),
                distance_m=_distance(row, pounds=bool(unit)),
                load_kg=kilograms(load, pounds=bool(unit)),
                rpe=row.number("rpe"),
            )
        )
    return collector.parsed()


def _load(row: csv_rows.Row) -> tuple[float | None, bool | None]:
    """Return the load as it stands and whether it is in pounds, None where nothing says so."""
    for name in row.cells:
        if name.startswith("weight (") and name.endswith(")"):
            return row.number(name), is_pounds(name[len("weight (") : -1])
    return row.number("weight"), is_pounds(row.text("weight unit"))


def _distance(row: csv_rows.Row, *, pounds: bool) -> float | None:
    if "distance (meters)" in row.cells:
        return row.number("distance (meters)")
    distance = row.number("distance")
    if distance is None:
        return None
    unit = row.text("distance unit").lower()
    if unit == "m":
        return distance
    if unit in {"mi", "miles"} or (not unit and pounds):
        return distance * M_PER_MILE
    return distance * M_PER_KM

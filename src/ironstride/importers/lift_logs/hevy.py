"""Hevy's CSV: kilograms or pounds by the name of the column, dates in the account's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.performance import SetKind
from ironstride.importers import csv_rows, dates
from ironstride.importers.lift_logs.collect import Collector, Told, kilograms
from ironstride.units import M_PER_KM, M_PER_MILE

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.problem import Parsed

_KINDS: Final = {
    "warmup": SetKind.WARM_UP,
    "dropset": SetKind.DROP,
    "failure": SetKind.FAILURE,
    # A converter writes numbers instead of words.
    "2": SetKind.WARM_UP,
    "3": SetKind.DROP,
    "4": SetKind.FAILURE,
}


def recognises(head: bytes) -> bool:
    """Whether the bytes start a Hevy export."""
    return {"exercise_title", "set_index", "set_type"} <= set(csv_rows.header(head))


def read(content: bytes, *, pounds: bool | None = None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of a Hevy export; names are Hevy's own, in the account's language.

    Args:
        pounds: not needed, the columns say it; here so that all logs are read alike.
    """
    del pounds
    collector = Collector("hevy")
    for row in csv_rows.rows(content):
        collector.add(
            Told(
                exercise=row.text("exercise_title"),
                moment=dates.moment(row.text("start_time")),
                session=_session(row),
                kind=_KINDS.get(row.text("set_type").lower(), SetKind.WORKING),
                reps=row.number("reps"),
                seconds=row.number("duration_seconds"),
                distance_m=_distance(row),
                load_kg=_load(row),
                rpe=row.number("rpe"),
            )
        )
    return collector.parsed()


def _session(row: csv_rows.Row) -> str:
    moment = dates.moment(row.text("start_time"))
    return moment.isoformat() if moment else ""


def _load(row: csv_rows.Row) -> float | None:
    kilos = row.number("weight_kg")
    return kilos if kilos is not None else kilograms(row.number("weight_lbs"), pounds=True)


def _distance(row: csv_rows.Row) -> float | None:
    kilometres, miles = row.number("distance_km"), row.number("distance_miles")
    if kilometres is not None:
        return kilometres * M_PER_KM
    return None if miles is None else miles * M_PER_MILE

"""StrongLifts 5x5's CSV: one row an exercise, a pair of columns for every set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ironstride.importers import csv_rows, dates
from ironstride.importers.lift_logs.collect import (
    Collector,
    Told,
    is_pounds,
    kilograms,
    unit_unknown,
)

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.problem import Parsed

_REPS: Final = re.compile(r"set (\d+) \(reps\)$")
_LOAD: Final = re.compile(r"set (\d+) \((kg|lbs?)\)$")


def recognises(head: bytes) -> bool:
    """Whether the bytes start a StrongLifts export."""
    names = csv_rows.header(head)
    return "exercise" in names and "set 1 (reps)" in names


def read(content: bytes, *, pounds: bool | None = None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of a StrongLifts export; sets with no rep done are left out, uncounted.

    Args:
        pounds: the unit where no column says it; None refuses such a file.
    """
    collector = Collector("stronglifts")
    for row in csv_rows.rows(content):
        loads = {m.group(1): (name, m.group(2)) for name in row.cells if (m := _LOAD.match(name))}
        day = next((row.text(name) for name in row.cells if name.startswith("date")), "")
        session = f"{day}/{row.text('workout')}"
        for name in row.cells:
            match = _REPS.match(name)
            reps = row.number(name)
            if match is None or not reps:
                continue
            column, unit = loads.get(match.group(1), ("", ""))
            load = row.number(column) if column else None
            in_pounds = is_pounds(unit) if unit else pounds
            if load and in_pounds is None:
                return unit_unknown("StrongLifts")
            collector.add(
                Told(
                    exercise=row.text("exercise"),
                    moment=dates.moment(day),
                    session=session,
                    reps=reps,
                    load_kg=kilograms(load, pounds=bool(in_pounds)),
                    has_time=False,
                )
            )
    return collector.parsed()

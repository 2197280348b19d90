"""Strava's bulk export: the table that names every activity, beside the folder of their files."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import Activity, ActivityKind
from ironstride.importers import csv_rows, dates, sports
from ironstride.importers.motion import with_kind
from ironstride.importers.track import NOT_AN_ACTIVITY
from ironstride.units import M_PER_KM

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

TABLE_NAME: Final = "activities.csv"
MAX_RPE: Final = 10.0

_FILE: Final = re.compile(r"activities/[^/\\]+\.(?:fit|gpx|tcx)(?:\.gz)?$", re.IGNORECASE)
_FILE_IN_BYTES: Final = re.compile(
    rb"activities/[^/\\,;\"]+\.(?:fit|gpx|tcx)(?:\.gz)?", re.IGNORECASE
)
_LEAST_COLUMNS: Final = 10
# A header in another language keeps the order of its first columns.
_BY_PLACE: Final = ("activity id", "activity date", "activity name", "activity type")
_OLD_NAMES: Final = {"id": "activity id", "date": "activity date", "name": "activity name",
                     "type": "activity type", "elapsed_time": "elapsed time"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StravaRow:
    """What the table says of one activity; None where it says nothing.

    Args:
        file: name within the export, e.g. ``activities/123.fit.gz``; None for a manual entry.
        effort: the runner's own perceived exertion, 0 to 10.
    """

    line: int
    file: str | None
    name: str | None
    sport: str
    start: dt.datetime | None
    elapsed_s: float | None
    moving_s: float | None
    distance_m: float | None
    ascent_m: float | None
    mean_heart_rate_bpm: float | None
    max_heart_rate_bpm: float | None
    effort: float | None


def recognises(head: bytes) -> bool:
    """Whether the bytes start Strava's table of activities, in whatever language."""
    names = csv_rows.header(head)
    if len(names) < _LEAST_COLUMNS:
        return False
    named = "filename" in names and not {"activity date", "date"}.isdisjoint(names)
    return named or _FILE_IN_BYTES.search(head) is not None


def rows(content: bytes) -> tuple[StravaRow, ...]:
    """Return the rows of the table in its order."""
    return tuple(_row(row) for row in csv_rows.rows(content))


def read(
    content: bytes, *, present: AbstractSet[str] = frozenset()
) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of the table that have no file: manual entries, and lost files.

    Args:
        present: files that lie beside the table and are read by themselves, as the table names
            them.
    """
    found = rows(content)
    activities: list[Activity] = []
    problems: list[Problem] = []
    for row in found:
        if row.file is not None and row.file in present:
            continue
        activity = _from_summary(row)
        if activity is None:
            problems.append(
                Problem(
                    code="row-without-time",
                    sentence=f"Line {row.line} of the table has no readable date or duration.",
                    location=f"line {row.line}",
                    remedy="Enter this activity by hand.",
                    severity=Severity.WARNING,
                )
            )
        else:
            activities.append(activity)
    if not activities:
        problems.append(
            Problem(
                code=NOT_AN_ACTIVITY,
                sentence=f"The table lists {len(found)} activities, all with files of their own; "
                "it gave them their names.",
                remedy="Nothing needs to be done.",
            )
        )
    return Parsed(value=tuple(activities) or None, problems=tuple(problems))


def joined(activity: Activity, row: StravaRow) -> Activity:
    """Return an activity with what the runner told Strava: name, sport, perceived exertion."""
    kind = sports.kind_of(row.sport)
    if kind is not None and kind is not activity.kind:
        activity = replace(with_kind(activity, kind), sport=row.sport)
    return replace(
        activity,
        sport=activity.sport or row.sport,
        name=row.name or activity.name,
        session_rpe=activity.session_rpe if activity.session_rpe is not None else row.effort,
    )


def _from_summary(row: StravaRow) -> Activity | None:
    duration_s = row.moving_s or row.elapsed_s
    if row.start is None or not duration_s:
        return None
    return Activity(
        kind=sports.kind_of(row.sport) or ActivityKind.OTHER,
        sport=row.sport,
        start=row.start,
        duration_s=duration_s,
        elapsed_s=row.elapsed_s,
        distance_m=row.distance_m,
        ascent_m=row.ascent_m,
        mean_heart_rate_bpm=row.mean_heart_rate_bpm,
        max_heart_rate_bpm=row.max_heart_rate_bpm,
        session_rpe=row.effort,
        indoor=sports.is_indoor(row.sport),
        name=row.name,
        source_format="strava-csv",
    )


def _row(row: csv_rows.Row) -> StravaRow:
    cells = dict(row.cells)
    if "activity date" not in cells and "date" in cells:
        cells |= {new: cells[old] for old, new in _OLD_NAMES.items() if old in cells}
    elif "activity date" not in cells:
        cells |= dict(zip(_BY_PLACE, row.cells.values(), strict=False))  # another language
    row = csv_rows.Row(row.line, cells)
    moment = dates.moment(row.text("activity date"))
    start = None if moment is None else moment.replace(tzinfo=moment.tzinfo or dt.UTC)
    effort = row.number("perceived exertion")
    return StravaRow(
        line=row.line,
        file=_file(row),
        name=row.text("activity name") or None,
        sport=row.text("activity type"),
        start=start,
        elapsed_s=_positive(row.last("elapsed time")),
        moving_s=_positive(row.text("moving time")),
        distance_m=_distance(row),
        ascent_m=_positive(row.text("elevation gain")),
        mean_heart_rate_bpm=_positive(row.last("average heart rate")),
        max_heart_rate_bpm=_positive(row.last("max heart rate")),
        effort=effort if effort is not None and 0.0 < effort <= MAX_RPE else None,
    )


def _file(row: csv_rows.Row) -> str | None:
    named = row.text("filename")
    if named:
        return named.replace("\\", "/")
    return next((t for texts in row.cells.values() for t in texts if _FILE.match(t)), None)


def _distance(row: csv_rows.Row) -> float | None:
    """Return metres: the second column of the name has them, the first the runner's own unit.

    The old table has one column, in metres; a new one with a single column has kilometres.
    """
    texts = row.cells.get("distance", [])
    value = _positive(texts[-1]) if texts else None
    if value is None or len(texts) > 1 or "moving time" not in row.cells:
        return value
    return value * M_PER_KM


def _positive(text: str) -> float | None:
    value = csv_rows.number(text)
    return value if value is not None and value > 0.0 else None

"""How an activity lies in its row, and how it comes out again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ironstride.domain.clock import monday_of
from ironstride.domain.run import Activity, ActivityKind, Lap, Pause, RunKind, WatchSet
from ironstride.storage.matching import richness_of
from ironstride.storage.records import (
    ActivityCorrection,
    ActivityId,
    ActivityLine,
    PackedColumn,
    StoredActivity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.engine import RowMapping

    from ironstride.storage.matching import Richness


def local_date(start: dt.datetime | None, utc_offset_s: int | None) -> dt.date | None:
    """Return the date on the runner's clock; in UTC where the offset is unknown."""
    if start is None:
        return None
    return (start.astimezone(dt.UTC) + dt.timedelta(seconds=utc_offset_s or 0)).date()


def when(start: dt.datetime | None, utc_offset_s: int | None) -> dict[str, object]:
    """Return the columns that say when: start, local date, Monday of its week."""
    date = local_date(start, utc_offset_s)
    return {"start": start, "date": date, "week": None if date is None else monday_of(date)}


def row_of(activity: Activity, richness: Richness) -> dict[str, object]:
    """Return all columns but the keys and ``is_hidden``."""
    return {
        "kind": activity.kind,
        "sport": activity.sport,
        "recorded_start": activity.start,
        **when(activity.start, activity.utc_offset_s),
        "utc_offset_s": activity.utc_offset_s,
        "duration_s": activity.duration_s,
        "elapsed_s": activity.elapsed_s,
        "distance_m": activity.distance_m,
        "ascent_m": activity.ascent_m,
        "mean_heart_rate_bpm": activity.mean_heart_rate_bpm,
        "max_heart_rate_bpm": activity.max_heart_rate_bpm,
        "session_rpe": activity.session_rpe,
        "indoor": activity.indoor,
        "device": activity.device,
        "name": activity.name,
        "source_format": activity.source_format,
        "laps": [
            [
                lap.start_s,
                lap.duration_s,
                lap.distance_m,
                lap.mean_heart_rate_bpm,
                lap.intensity,
                lap.trigger,
            ]
            for lap in activity.laps
        ],
        "pauses": [[pause.start_s, pause.end_s] for pause in activity.pauses],
        "sets": [
            [one.start_s, one.duration_s, one.kind, one.category, one.name, one.reps, one.load_kg]
            for one in activity.sets
        ],
        "richness": list(richness),
    }


def _laps_of(rows: Sequence[Sequence[object]]) -> Iterator[Lap]:
    names = ("start_s", "duration_s", "distance_m", "mean_heart_rate_bpm", "intensity", "trigger")
    for row in rows:
        yield Lap(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]  # as `row_of` wrote


def _sets_of(rows: Sequence[Sequence[object]]) -> Iterator[WatchSet]:
    names = ("start_s", "duration_s", "kind", "category", "name", "reps", "load_kg")
    for row in rows:
        yield WatchSet(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]  # as `row_of` wrote


def _activity_of(row: RowMapping) -> Activity:
    rpe = row["corrected_session_rpe"]
    return Activity(
        kind=ActivityKind(row["kind"]),
        sport=row["sport"],
        start=row["start"],
        duration_s=row["duration_s"],
        source_format=row["source_format"],
        utc_offset_s=row["utc_offset_s"],
        elapsed_s=row["elapsed_s"],
        distance_m=row["distance_m"],
        ascent_m=row["ascent_m"],
        mean_heart_rate_bpm=row["mean_heart_rate_bpm"],
        max_heart_rate_bpm=row["max_heart_rate_bpm"],
        session_rpe=row["session_rpe"] if rpe is None else rpe,
        indoor=row["indoor"],
        device=row["device"],
        name=row["corrected_name"] or row["name"],
        laps=tuple(_laps_of(row["laps"])),
        pauses=tuple(Pause(start_s=start, end_s=end) for start, end in row["pauses"]),
        sets=tuple(_sets_of(row["sets"])),
    )


def packed(activity: Activity) -> tuple[PackedColumn, ...]:
    """Return the streams of an activity as blobs; none where it has none."""
    if activity.streams is None:
        return ()
    # numpy costs a tenth of a second to import; pages without streams do without.
    from ironstride.storage import codec  # noqa: PLC0415  as said above

    return codec.pack(activity.streams)


def richness_from(activity: Activity, columns: Sequence[PackedColumn]) -> Richness:
    """Return how much a recording with these packed columns holds."""
    if not columns:
        return richness_of(activity.source_format, columns=0, moments=0)
    from ironstride.storage import codec  # noqa: PLC0415 (as in `packed`)

    moments = codec.length_of(columns[0].blob)
    return richness_of(activity.source_format, columns=len(columns) - 1, moments=moments)


def _corrected(row: RowMapping) -> ActivityCorrection:
    kind = row["corrected_run_kind"]
    return ActivityCorrection(
        session_rpe=row["corrected_session_rpe"],
        run_kind=None if kind is None else RunKind(kind),
        name=row["corrected_name"],
        start=row["corrected_start"],
        hidden=bool(row["corrected_hidden"]),
    )


def stored_of(row: RowMapping) -> StoredActivity:
    """Return the activity of a row, with what the runner corrected."""
    return StoredActivity(
        id=ActivityId(row["id"]),
        activity=_activity_of(row),
        date=row["date"],
        correction=_corrected(row),
    )


def line_of(row: RowMapping) -> ActivityLine:
    """Return the line of a row, with what the runner corrected."""
    kind = row["corrected_run_kind"] or row["run_kind"]
    rpe = row["corrected_session_rpe"]
    return ActivityLine(
        id=ActivityId(row["id"]),
        kind=ActivityKind(row["kind"]),
        sport=row["sport"],
        start=row["start"],
        date=row["date"],
        duration_s=row["duration_s"],
        distance_m=row["distance_m"],
        ascent_m=row["ascent_m"],
        mean_heart_rate_bpm=row["mean_heart_rate_bpm"],
        session_rpe=row["session_rpe"] if rpe is None else rpe,
        name=row["corrected_name"] or row["name"],
        source_format=row["source_format"],
        run_kind=None if kind is None else RunKind(kind),
        load=row["load"],
        is_spike=row["is_spike"],
    )

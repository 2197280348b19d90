"""The golden samples of the importers, made by code: files in tests/importers/samples.

``python -m tests.support.importer_samples`` writes them and what is expected of them anew; look at
the difference before it is committed.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from ironstride import importers
from ironstride.domain.run import Activity
from tests.support.gpx_writer import GpxFile, GpxTrack, gpx_bytes, one_track, steady
from tests.support.tcx_writer import TcxActivity, TcxLap, along, tcx_bytes

FOLDER = Path(__file__).resolve().parent.parent / "importers" / "samples"


def samples() -> Mapping[str, bytes]:
    """Return the bytes of every sample by its name."""
    run = steady(600, step_s=10)
    broken = one_track(run)
    jumpy = [replace(p, north_m=30_000.0) if i == 30 else p for i, p in enumerate(run)]
    paused = [steady(300, step_s=10), steady(900, from_s=500, step_s=10)]
    laps = [
        TcxLap(start_s=0, total_s=120, distance_m=360, tracks=[along(0, 120)[::10]]),
        TcxLap(
            start_s=120,
            total_s=120,
            distance_m=360,
            tracks=[along(120, 240)[::10]],
            intensity="Resting",
        ),
    ]
    ride = TcxLap(start_s=600, total_s=120, tracks=[along(600, 720, speed_mps=8.0)[::10]])
    return {
        "steady.gpx": one_track(run, name="Steady"),
        "no-sport.gpx": one_track([replace(p, cadence=None) for p in run], sport=None),
        "paused.gpx": gpx_bytes(GpxFile(tracks=[GpxTrack(segments=paused)])),
        "jump.gpx": one_track(jumpy),
        "broken-off.gpx": broken[: len(broken) * 2 // 3],
        "route.gpx": one_track([replace(p, seconds=None) for p in run]),
        "laps.tcx": tcx_bytes([TcxActivity(laps=laps)], lead=" " * 10),
        "two-sports.tcx": tcx_bytes(
            [TcxActivity(laps=laps), TcxActivity(laps=[ride], sport="Biking")]
        ),
        "export.zip": _export(run_bytes=one_track(run, sport=None)),
    }


def _export(*, run_bytes: bytes) -> bytes:
    table = (
        "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
        "Distance,Commute,Gear,Filename,Elapsed Time,Moving Time,Distance,Perceived Exertion\n"
        '1,"Mar 1, 2026, 7:00:00 AM",Sunrise,Run,,600,1.8,false,,activities/1.gpx.gz,'
        "600,600,1800,6\n"
        '2,"Mar 2, 2026, 6:00:00 PM",Gym,Weight Training,,2400,0,false,,,2400,2300,0,7\n'
    )
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in (
            ("activities.csv", table.encode()),
            ("activities/1.gpx.gz", _gzipped(run_bytes)),
            ("profile.json", b"{}"),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 0, 0, 0)), content)
    return into.getvalue()


def _gzipped(content: bytes) -> bytes:
    """Return a gzip stream whose bytes are the same under every Python and zlib."""
    into = io.BytesIO()
    with gzip.GzipFile("", "wb", 0, into, 0) as stream:
        stream.write(content)
    return into.getvalue()


def told(name: str, content: bytes) -> list[dict[str, object]]:
    """Return what the importers make of a sample: one record a member."""
    return [
        {
            "member": member.name,
            "activities": [_summary(activity) for activity in parsed.value or ()],
            "problems": [f"{p.severity} {p.code}: {p.sentence}" for p in parsed.problems],
        }
        for member in importers.unpack(name, content)
        for parsed in (importers.read_member(member),)
    ]


def _summary(activity: Activity) -> dict[str, object]:
    streams = activity.streams
    return {
        "kind": activity.kind.value,
        "sport": activity.sport,
        "name": activity.name,
        "start": None if activity.start is None else activity.start.isoformat(),
        "duration_s": round(activity.duration_s, 1),
        "elapsed_s": None if activity.elapsed_s is None else round(activity.elapsed_s, 1),
        "distance_m": None if activity.distance_m is None else round(activity.distance_m),
        "mean_heart_rate_bpm": activity.mean_heart_rate_bpm and round(activity.mean_heart_rate_bpm),
        "session_rpe": activity.session_rpe,
        "laps": [[lap.start_s, lap.duration_s, lap.intensity] for lap in activity.laps],
        "pauses": [[pause.start_s, pause.end_s] for pause in activity.pauses],
        "points": None if streams is None else len(streams.time_s),
        "means": {}
        if streams is None
        else {
            channel.value: round(float(np.nanmean(values)), 2)
            for channel, values in streams.channels.items()
        },
    }


def main() -> None:
    """Write every sample and its expected outcome."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in samples().items():
        (FOLDER / name).write_bytes(content)
        expected = json.dumps(told(name, content), indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.expected.json").write_text(expected + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

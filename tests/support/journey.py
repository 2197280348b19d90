"""A runner's life for the journeys: the command line by day, and watch files of ordinary weeks."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.door import Answer, ask
from tests.support.fit_writer import RunDetails, write_run
from tests.support.gpx_writer import GpxFile, GpxTrack, gpx_bytes, steady
from tests.support.tcx_writer import TcxActivity, TcxLap, along, tcx_bytes
from tests.support.web import ATHLETE

MONDAY = dt.date(2026, 11, 23)
EVERY = 5
"""Seconds between two records: a fifth of the bytes, the same runs."""
SHORT = ("--weeks", 8, "--detail", 2)
"""A season of eight weeks with two in detail: planned in a third of a second."""
QUICK = RunDetails(every=EVERY, utc_offset_s=0)


@dataclass(frozen=True, slots=True)
class Life:
    """One runner with a home of her own, who asks the command line."""

    home: Path

    def say(self, day: dt.date, *words: object) -> Answer:
        """Return what a command answers at noon of a day, which must go well."""
        answer = self.try_to(day, *words)
        assert answer.code == 0, (words, answer.out, answer.err)
        return answer

    def try_to(self, day: dt.date, *words: object) -> Answer:
        """Return what a command answers at noon of a day, however it ends."""
        now = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
        return ask(*words, home=self.home, now=now)

    def told(self, day: dt.date, *words: object) -> dict[str, Any]:
        """Return the JSON document of a command that goes well."""
        return self.say(day, *words, "--json").document

    def begins(self, day: dt.date = MONDAY, **other: object) -> None:
        """Ensure that she is known and has a season."""
        document = {**{k: v for k, v in ATHLETE.items() if k != "pins"}, **other}
        path = self.home / "me.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        self.say(day, "setup", "--file", path)
        self.say(day, "plan", *SHORT)

    def week(self, day: dt.date, date: dt.date | None = None) -> dict[str, Any]:
        """Return the week of a date as it stands on a day."""
        return self.told(day, "week", date or day)

    def sessions(self, day: dt.date, date: dt.date | None = None) -> list[dict[str, Any]]:
        """Return the sessions of a week that are still to come on a day, or that day's."""
        found = self.week(day, date)["sessions"]
        return [each for each in found if each["date"] >= day.isoformat()]

    def does(self, day: dt.date, session: dict[str, Any], *, ticks: bool = True) -> list[str]:
        """Return the ids of the sets of a session that she does as planned, equal ones at once."""
        ids: list[str] = []
        for each in work_of(session):
            for one, count in counted(each["sets"]):
                amount = next(
                    (flag, one[key])
                    for key, flag in (
                        ("reps", "--reps"),
                        ("seconds", "--seconds"),
                        ("contacts", "--contacts"),
                        ("distance_m", "--distance"),
                    )
                    if one.get(key) is not None
                )
                words: list[object] = ["log", each["exercise"], *amount, "--session", session["id"]]
                words += ["--load", one["load_kg"]] if one.get("load_kg") is not None else []
                words += ["--rir", one["rir"]] if one.get("rir") is not None else []
                words += ["--technique-ok"] if ticks else []
                words += ["--sets", count]
                ids += self.told(day, *words)["logged"]
        return ids

    def ends(self, day: dt.date, session: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what changes once a session is done."""
        return self.changed(day, "log", "--done", session["id"], "--minutes", 30, "--rpe", 5)

    def changed(self, day: dt.date, *words: object) -> list[dict[str, Any]]:
        """Return what changes by something she says; each change has a rule and a sentence."""
        changes: list[dict[str, Any]] = self.told(day, *words)["changes"]
        for each in changes:
            assert each["rule"], each
            assert each["sentence"].endswith("."), each
        return changes


def counted(sets: list[dict[str, Any]]) -> list[tuple[dict[str, Any], int]]:
    """Return the sets of an exercise with how many of each there are, in order."""
    found: list[tuple[dict[str, Any], int]] = []
    for one in sets:
        if found and found[-1][0] == one:
            found[-1] = (one, found[-1][1] + 1)
        else:
            found.append((one, 1))
    return found


def work_of(session: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the exercises of a session, the warm-up left out."""
    return [
        each
        for block in session["blocks"]
        if block["kind"] != "warm-up"
        for each in block["exercises"]
    ]


def sentences(changes: list[dict[str, Any]]) -> str:
    """Return all sentences of changes in one text."""
    return " | ".join(each["sentence"] for each in changes)


def plain(answer: Answer) -> str:
    """Return what was said, on either stream, without line breaks."""
    return " ".join(f"{answer.out} {answer.err}".split())


# Watch files


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return a moment of a day; the runner lives by UTC."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=dt.UTC)


def fit_run(start: dt.datetime, minutes: int, speed: float = 2.9, beats: float = 138.0) -> bytes:
    """Return a steady run."""
    return write_run(start, minutes * 60, speed, beats, QUICK)


def fit_intervals(start: dt.datetime) -> bytes:
    """Return six times three minutes hard with jogs between, an hour in all."""
    speeds = [2.9] * 144 + ([4.6] * 36 + [2.5] * 24) * 6
    speeds += [2.7] * (721 - len(speeds))
    beats = [138.0] * 144 + ([176.0] * 36 + [150.0] * 24) * 6
    beats += [135.0] * (721 - len(beats))
    return write_run(start, 3600, speeds, beats, QUICK)


def gpx_run(start: dt.datetime, minutes: int) -> bytes:
    """Return a steady run as a phone writes it."""
    points = steady(minutes * 60, speed_mps=2.9, step_s=EVERY, heart_rate=138)
    return gpx_bytes(GpxFile(tracks=(GpxTrack(segments=(points,)),), start=start))


def tcx_run(day: dt.date, minutes: int) -> bytes:
    """Return a steady run at seven in the morning as an old watch writes it."""
    seconds = minutes * 60
    lap = TcxLap(
        start_s=0,
        total_s=seconds,
        distance_m=seconds * 3.0,
        tracks=(along(0, seconds, heart_rate=138)[::EVERY],),
    )
    content = tcx_bytes((TcxActivity(laps=(lap,)),))
    return content.replace(b"2026-03-01", day.isoformat().encode())


def usual_runs(weeks: int, until: dt.date = MONDAY) -> dict[str, bytes]:
    """Return the FIT files of weeks of ordinary training that end the day before a Monday.

    Easy on Monday, intervals on Wednesday evening, easy on Saturday, long on Sunday.
    """
    found: dict[str, bytes] = {}
    for week in range(1, weeks + 1):
        monday = until - dt.timedelta(weeks=week)
        days = [monday + dt.timedelta(days=offset) for offset in range(7)]
        found |= {
            f"{days[0]}.fit": fit_run(at(days[0], 6, 30), 50),
            f"{days[2]}.fit": fit_intervals(at(days[2], 18)),
            f"{days[5]}.fit": fit_run(at(days[5], 8), 45),
            f"{days[6]}.fit": fit_run(at(days[6], 9), 100, 2.75, 142.0),
        }
    return found


def zipped(files: dict[str, bytes]) -> bytes:
    """Return files in a zip."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


STRAVA_COLUMNS = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
    "Distance,Relative Effort,Commute,Activity Gear,Filename,Elapsed Time,Moving Time,Distance,"
    "Elevation Gain,Perceived Exertion\n"
)


def strava_export(day: dt.date) -> bytes:
    """Return a bulk export with two runs, the second rated 8, and a bike ride without a file."""
    first, second = at(day, 6, 30), at(day + dt.timedelta(days=1), 6, 30)
    rows = [STRAVA_COLUMNS]
    for number, (start, effort) in enumerate(((first, ""), (second, "8")), 1):
        date = f"{start:%b} {start.day}, {start:%Y, %I:%M:%S %p}"
        rows.append(
            f'{number},"{date}",Morning Run,Run,,1800,5.2,9,false,,activities/{number}.gpx.gz,'
            f"1800,1800,5220.0,12,{effort}\n"
        )
    return zipped(
        {
            "activities.csv": "".join(rows).encode(),
            "activities/1.gpx.gz": gzip.compress(gpx_run(first, 30)),
            "activities/2.gpx.gz": gzip.compress(gpx_run(second, 30)),
        }
    )


def garmin_export(day: dt.date) -> bytes:
    """Return an account export: a zip of uploads within a zip, beside files that are no runs."""
    inner = zipped({"runner_1.fit": fit_run(at(day, 7), 40), "runner_2.txt": b"no run"})
    return zipped(
        {
            "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip": inner,
            "DI_CONNECT/DI-Connect-User/user.json": b'{"firstName": "Runner"}',
        }
    )

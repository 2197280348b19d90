"""Her own runs, eight questions, a season around them, and what a week does to it."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ironstride.cli import group
from ironstride.cli.surroundings import Surroundings
from ironstride.planner.rules.continuity import same_plan
from ironstride.storage import open_database
from tests.support.athletes import validator
from tests.support.journey import (
    MONDAY,
    SHORT,
    Life,
    at,
    fit_run,
    garmin_export,
    gpx_run,
    plain,
    sentences,
    strava_export,
    tcx_run,
    usual_runs,
    work_of,
    zipped,
)

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + dt.timedelta(days=n) for n in range(1, 5))
EARLIER = MONDAY - dt.timedelta(weeks=9)


def her_files(folder: Path) -> Path:
    """Return a folder as people have it: watch files, archives, copies, and what is no run."""
    folder.mkdir()
    for name, content in usual_runs(6).items():
        (folder / name).write_bytes(content)
    (folder / "phone.gpx").write_bytes(gpx_run(at(EARLIER, 7), 40))
    (folder / "old.tcx").write_bytes(tcx_run(EARLIER + dt.timedelta(days=2), 40))
    packed = fit_run(at(EARLIER + dt.timedelta(days=4), 7), 45)
    (folder / "packed.fit.gz").write_bytes(gzip.compress(packed))
    (folder / "again.zip").write_bytes(zipped({"copy-of-packed.fit": packed}))
    (folder / "export_strava.zip").write_bytes(strava_export(EARLIER + dt.timedelta(days=7)))
    (folder / "garmin.zip").write_bytes(garmin_export(EARLIER + dt.timedelta(days=10)))
    (folder / "shopping.txt").write_text("bread, eggs", encoding="utf-8")
    (folder / "broken.fit").write_bytes(packed[:5])
    return folder


def test_she_imports_everything_she_has_in_one_go(her: Life) -> None:
    folder = her_files(her.home / "runs")
    report = her.told(MONDAY, "import", folder)
    assert report.keys() == {"taken", "known", "refused"}
    taken = [activity for file in report["taken"] for activity in file["activities"]]
    assert len([each for each in taken if each["kind"] == "run"]) == 24 + 3 + 2 + 1
    assert [Path(each["file"]).name for each in report["known"]] == ["packed.fit.gz"] or [
        Path(each["file"]).name for each in report["known"]
    ] == ["copy-of-packed.fit"]
    refused = {Path(each["file"]).name: each for each in report["refused"]}
    assert {"shopping.txt", "broken.fit"} <= refused.keys()
    assert all(each["reason"] and each["remedy"] for each in refused.values())
    again = her.told(MONDAY, "import", folder)
    assert not again["taken"]
    assert len(again["known"]) == len(report["taken"]) + len(report["known"])


ANSWERS = (
    "1988", "female", "64 kg", "novice", "1, 2", "step, dumbbell, bench, mat",
    "8, 8, 10, 10, 12, 12, 16, 16, 20, 20", "30", "2", "2027-03-14", "21.1", "A", "none",
    "n", "n", "n", "n", "n",
)  # fmt: skip


def test_eight_answers_give_a_season_around_the_runs_she_really_does(her: Life) -> None:
    folder = her.home / "runs"
    folder.mkdir()
    for name, content in usual_runs(6).items():
        (folder / name).write_bytes(content)
    her.say(MONDAY, "import", folder)
    surroundings = Surroundings(
        variables={"XDG_DATA_HOME": str(her.home / "share")},
        home=her.home,
        now=lambda: at(MONDAY, 12),
        cores=1,
    )
    said = CliRunner().invoke(group, ["setup"], input="\n".join(ANSWERS) + "\n", obj=surroundings)
    assert said.exit_code == 0, said.output
    plan = her.told(MONDAY, "plan", *SHORT)
    validator("plan").validate(plan)
    week = [run for run in plan["runs"] if run["date"] < "2026-11-30"]
    days = {dt.date.fromisoformat(run["date"]).weekday(): run for run in week}
    assert sorted(days) == [0, 2, 5, 6]
    assert (days[2]["kind"], days[6]["kind"]) == ("intervals", "long")
    assert days[2]["start"] == "18:00"
    sessions = plan["weeks"][0]["sessions"]
    assert len(sessions) == 2
    wednesday = dt.datetime.fromisoformat(f"{days[2]['date']}T18:00")
    for each in sessions:
        start = dt.datetime.fromisoformat(f"{each['date']}T{each['start']}")
        hours = (wednesday - start).total_seconds() / 3600
        assert each["heavy_lower"] is False
        assert not 0 <= hours < 24 or each["date"] == days[2]["date"]
        assert all(exercise["reasons"] for exercise in work_of(each))


def test_today_is_done_set_by_set_and_is_there_tomorrow(runner: Life) -> None:
    (session, later) = runner.sessions(MONDAY)
    assert session["date"] == MONDAY.isoformat()
    ids = runner.does(MONDAY, session)
    assert len(ids) == sum(len(each["sets"]) for each in work_of(session))
    before = runner.told(MONDAY, "today")["sessions"][0]
    assert (before["sets_logged"], before["done"]) == (len(ids), False)
    changes = runner.ends(MONDAY, session)
    assert "not done" not in sentences(changes)
    week = runner.week(TUESDAY)["sessions"]
    assert [each["id"] for each in week] == [session["id"], later["id"]]
    assert runner.told(MONDAY, "today")["sessions"][0]["done"] is True


def test_a_sore_shin_is_asked_about_and_takes_impact_out_with_a_reason(runner: Life) -> None:
    changes = runner.changed(TUESDAY, "checkin", "--pain", "shin", "--side", "left", "--during", 3)
    assert "your shin (left) is at 3 of 10" in sentences(changes)
    today = runner.told(TUESDAY, "today")
    assert today["questions"] == [{"flag": "RF-03", "region": "shin", "side": "left"}]
    assert "four questions about the bone" in today["stops"][0]
    assert "RF-03 for your shin (left)" in plain(runner.say(TUESDAY, "today"))
    for each in runner.sessions(TUESDAY):
        assert each["contacts"] == 0
    runner.say(TUESDAY, "checkin", "--flag", "RF-03", "--no")
    calm = runner.told(TUESDAY, "today")
    assert calm["questions"] == []
    assert calm["stops"] == []


def test_a_missed_thursday_is_not_doubled_up_and_the_plan_says_where_it_goes(runner: Life) -> None:
    monday, thursday = runner.sessions(MONDAY)
    runner.does(MONDAY, monday)
    runner.ends(MONDAY, monday)
    assert thursday["date"] == THURSDAY.isoformat()
    assert "was made for" in plain(runner.say(FRIDAY, "today"))
    plan = runner.told(FRIDAY, "plan", *SHORT)
    missed = [each for each in plan["changes"] if each["what"] == "missed"]
    assert [each["rule"] for each in missed] == ["time.sessions_wanted"]
    assert f"{thursday['title'].lower()} was not done." in missed[0]["sentence"]
    assert len(runner.sessions(FRIDAY)) <= 1


def test_a_session_left_out_in_advance_moves_and_says_so(runner: Life) -> None:
    thursday = runner.sessions(MONDAY)[1]
    changes = runner.changed(MONDAY, "log", "--skip", thursday["id"])
    assert "you left it out" in sentences(changes)
    assert THURSDAY.isoformat() not in {each["date"] for each in runner.sessions(MONDAY)}


def test_a_bad_night_costs_sets_that_day_alone(runner: Life) -> None:
    def sets() -> list[int]:
        return [sum(len(e["sets"]) for e in work_of(s)) for s in runner.sessions(MONDAY)]

    def cost() -> int:
        proofs = runner.told(MONDAY, "plan", *SHORT)["proofs"]
        return int(next(p["objective"] for p in proofs if p["level"] == "content"))

    before, least = sets(), cost()
    changes = runner.changed(MONDAY, "checkin", "--sleep", 4.5)
    assert "a short night: one set less" in sentences(changes)
    tired = sets()
    assert tired[0] < before[0]
    # The days after it lose nothing; one may take over what the week still needs.
    assert all(later >= usual for later, usual in zip(tired[1:], before[1:], strict=True))
    assert sum(tired) <= sum(before)
    runner.changed(MONDAY, "checkin", "--sleep", 8)
    assert sets()[0] > tired[0]
    # As good as before the night, but for what is cheaper to keep than to change once more.
    assert 0 <= cost() - least < same_plan.RULE.weight


def test_a_race_she_adds_turns_the_season_towards_it(runner: Life) -> None:
    document = runner.told(MONDAY, "setup", "--show")
    race = {"date": "2026-12-20", "distance_m": 10000, "priority": "A", "name": "Town ten"}
    document["races"].append(race)
    (runner.home / "me.json").write_text(json.dumps(document), encoding="utf-8")
    runner.say(MONDAY, "setup", "--file", runner.home / "me.json")
    plan = runner.told(MONDAY, "plan", *SHORT)
    assert "Town ten is on Sun 20 Dec" in sentences(plan["changes"])
    phases = {week["start"]: week["phase"] for week in plan["weeks"]}
    assert phases["2026-12-14"] == "race"


def test_an_export_gives_another_instance_the_same_plan_byte_for_byte(runner: Life) -> None:
    session = runner.sessions(MONDAY)[0]
    runner.does(MONDAY, session)
    runner.ends(MONDAY, session)
    runner.say(MONDAY, "checkin", "--pain", "achilles", "--side", "right", "--during", 2)
    (runner.home / "runs").mkdir()
    (runner.home / "runs" / "a.fit").write_bytes(fit_run(at(MONDAY, 6, 30), 50))
    runner.say(MONDAY, "import", runner.home / "runs")
    archive = runner.home / "mine.zip"
    old = runner.told(MONDAY, "plan", *SHORT)
    runner.say(MONDAY, "export", archive)
    database = runner.home / "share" / "ironstride" / "ironstride.db"
    assert database.is_file(), list((runner.home / "share").rglob("*"))
    before = database.read_bytes()
    there = Life(runner.home / "there")
    there.home.mkdir()
    there.say(MONDAY, "import", archive)
    assert there.told(MONDAY, "plan", *SHORT) == old
    assert there.week(MONDAY) == runner.week(MONDAY)
    assert there.told(MONDAY, "setup", "--show") == runner.told(MONDAY, "setup", "--show")
    here, moved = (
        open_database(each.home / "share" / "ironstride" / "ironstride.db")
        for each in (runner, there)
    )
    with here.snapshot() as one, moved.snapshot() as other:
        assert one.transfer.counts() == other.transfer.counts()
        newest, copied = one.plans.latest(), other.plans.latest()
        assert newest is not None
        assert copied is not None
        assert newest.document == copied.document
    here.close()
    moved.close()
    assert database.read_bytes() == before
    refused = there.try_to(MONDAY, "import", archive)
    assert refused.code == 2
    assert "two histories are never mixed" in plain(refused)


@pytest.mark.parametrize("days", [1, 8, 40])
def test_after_days_away_from_it_everything_still_answers(runner: Life, days: int) -> None:
    day = MONDAY + dt.timedelta(days=days)
    assert runner.try_to(day, "today").code == 0
    plan = runner.told(day, "plan", *SHORT)
    assert plan["changes"]
    assert all(each["rule"] and each["sentence"] for each in plan["changes"])
    assert runner.sessions(day, day + dt.timedelta(days=7))

"""The corpus of real files through the command line: every file in one list, then a plan."""

from __future__ import annotations

from pathlib import Path

from tests.support.journey import MONDAY, SHORT, Life

FOLDERS = ("fit", "gpx", "tcx", "strava", "malformed")
LOG_BYTES = 50_000
"""Larger logs of lifts hold the same habits many thousand times: half a minute for nothing new."""


def test_every_real_file_is_in_exactly_one_list_and_the_second_time_all_are_known(
    runner: Life, corpus: Path
) -> None:
    paths = [corpus / name for name in FOLDERS if (corpus / name).is_dir()]
    logs = (corpus / "strength_logs").glob("*")
    paths += sorted(each for each in logs if each.is_file() and each.stat().st_size < LOG_BYTES)
    report = runner.told(MONDAY, "import", *paths, "--lifts-unit", "kg")
    names = [each["file"] for key in ("taken", "known", "refused") for each in report[key]]
    assert len(names) == len(set(names))
    for path in (each for given in paths for each in (given, *given.rglob("*")) if each.is_file()):
        assert any(name == str(path) or name.startswith(f"{path}/") for name in names), path
    for each in report["refused"]:
        assert each["reason"]
        assert each["remedy"]
    plan = runner.told(MONDAY, "plan", *SHORT)
    assert plan["weeks"][0]["sessions"]
    again = runner.told(MONDAY, "import", *paths, "--lifts-unit", "kg")
    assert again["taken"] == []
    assert {each["file"] for each in again["known"]} == {
        each["file"] for key in ("taken", "known") for each in report[key]
    }
    assert [each["file"] for each in again["refused"]] == [
        each["file"] for each in report["refused"]
    ]

"""Commands say and take loads in the runner's own unit; --json stays SI; a limit is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ironstride.units import KG_PER_LB
from tests.support.athletes import small
from tests.support.door import ask

KIT = [
    {
        "id": "home",
        "equipment": ["dumbbell", "bench", "mat"],
        "dumbbells_kg": [round(n * KG_PER_LB, 3) for n in (15, 15, 20, 20, 25, 25, 30, 30)],
    }
]
RUNS = [{"day": "sun", "start": "09:00", "kind": "long", "minutes": 100, "distance_m": 16093.44}]
SHORT = ("--weeks", 2, "--detail", 1, "--today", "2026-11-23")
DAY = ("--today", "2026-11-23")


def home_of(folder: Path, **more: Any) -> Path:  # noqa: ANN401  a document of any shape
    document = small(usual_week=RUNS, places=KIT, preferences={"units": "imperial"}, **more)
    (folder / "me.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.fixture
def pounds(tmp_path: Path) -> Path:
    """Make a home whose runner reads pounds and miles, with a plan."""
    home_of(tmp_path)
    assert ask("setup", "--file", tmp_path / "me.json", home=tmp_path).code == 0
    assert ask("plan", *SHORT, home=tmp_path).code == 0
    return tmp_path


def test_the_plan_is_told_in_pounds_and_miles_and_written_in_si(pounds: Path) -> None:
    for told in (
        ask("plan", *SHORT, home=pounds),
        ask("plan", "--athlete", pounds / "me.json", *SHORT, home=pounds),
        ask("week", "2026-11-23", home=pounds),
    ):
        assert told.code == 0, told.err
        assert " lb" in told.out
        assert "100 min, 10.0 mi" in told.out
        assert " kg" not in told.out
        assert " km" not in told.out
    document = ask("week", "2026-11-23", "--json", home=pounds).document
    loads = {
        one["load_kg"]
        for session in document["sessions"]
        for block in session["blocks"]
        for each in block["exercises"]
        for one in each["sets"]
        if one["load_kg"]
    }
    kit = set(KIT[0]["dumbbells_kg"])
    assert loads
    assert loads <= kit | {round(2 * weight, 6) for weight in kit if isinstance(weight, float)}
    assert [run["distance_m"] for run in document["runs"]] == [16093.44]


def test_today_and_why_are_told_in_pounds(pounds: Path) -> None:
    document = ask("week", "2026-11-23", "--json", home=pounds).document
    date = document["sessions"][0]["date"]
    told = ask("today", "--today", date, home=pounds)
    assert " lb" in told.out
    assert " kg" not in told.out
    assert " kg" not in ask("why", document["sessions"][0]["id"], *DAY, home=pounds).out


@pytest.mark.parametrize(
    ("written", "kept", "said"),
    [
        ("135", 135 * KG_PER_LB, "135 lb"),
        ("135lb", 135 * KG_PER_LB, "135 lb"),
        ("17.5 lb", 17.5 * KG_PER_LB, "17.5 lb"),
        ("60kg", 60.0, "132.3 lb"),
    ],
)
def test_a_bare_load_is_in_the_runners_unit_and_a_named_one_in_its_own(
    pounds: Path, written: str, kept: float, said: str
) -> None:
    answer = ask("log", "goblet-squat", "--reps", 5, "--load", written, *DAY, home=pounds)
    assert answer.code == 0, answer.err
    assert f"goblet-squat with {said}" in answer.out
    archive = pounds / "all.zip"
    assert ask("export", archive, home=pounds).code == 0
    with ZipFile(archive) as zipped:
        texts = [zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist()]
    assert any(f'"load_kg":{kept!r}' in text.replace(" ", "") for text in texts), kept


def test_a_bare_load_of_a_metric_runner_is_kilograms(tmp_path: Path) -> None:
    (tmp_path / "me.json").write_text(json.dumps(small()), encoding="utf-8")
    assert ask("setup", "--file", tmp_path / "me.json", home=tmp_path).code == 0
    answer = ask("log", "goblet-squat", "--reps", 5, "--load", 60, home=tmp_path)
    assert "goblet-squat with 60 kg" in answer.out


LIMIT = {"set_by": "Dr Reyes", "exercise": "goblet-squat", "max_load_kg": 10}


@pytest.mark.parametrize(("written", "is_over"), [("10kg", False), ("22lb", False), ("11kg", True)])
def test_a_load_above_a_limit_is_logged_and_answered_by_name(
    tmp_path: Path, written: str, *, is_over: bool
) -> None:
    home = home_of(tmp_path, limits=[LIMIT])
    assert ask("setup", "--file", home / "me.json", home=home).code == 0
    said = ("log", "goblet-squat", "--reps", 5, "--load", written)
    told = ask(*said, home=home)
    assert told.code == 0
    assert (
        "over the limit set by Dr Reyes: at most 22 lb" in " ".join(told.out.split())
    ) is is_over
    document = ask(*said, "--json", home=home).document
    assert len(document["logged"]) == 1
    assert ("at most 10 kg" in str(document.get("notes"))) is is_over


@pytest.mark.parametrize(("load_kg", "is_over"), [(10.0, False), (10.5, True)])
def test_a_planned_load_above_a_limit_is_a_breach_with_the_name(
    tmp_path: Path, load_kg: float, *, is_over: bool
) -> None:
    home = home_of(tmp_path)
    plan = ask("plan", "--athlete", home / "me.json", "--json", *SHORT, home=home).document
    session = plan["weeks"][0]["sessions"][0]
    each = next(
        each
        for block in session["blocks"]
        for each in block["exercises"]
        if any(one["load_kg"] for one in each["sets"])
    )
    for one in each["sets"]:
        one["load_kg"] = load_kg
    (home / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    limit = {**LIMIT, "exercise": each["exercise"]}
    home_of(home, limits=[limit])
    told = ask("audit", home / "plan.json", "--athlete", home / "me.json", home=home)
    assert told.code == 0, told.err
    text = " ".join(told.out.split())
    said = "23.1 lb, 22 lb are allowed (until further notice, set by Dr Reyes)."
    assert (said in text) is is_over

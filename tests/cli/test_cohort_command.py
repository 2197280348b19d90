"""A folder of athlete files becomes a folder of plans; a wrong file stops none of the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.athletes import small, validator
from tests.support.door import Answer, ask

RUNS = [{"day": "sun", "start": "09:00", "kind": "long", "minutes": 100}]
SHORT = ("--today", "2026-11-23", "--weeks", 2, "--detail", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "club"
    folder.mkdir()
    written(folder, "ann", small(usual_week=RUNS))
    written(folder, "ben", small(usual_week=[]))
    return folder


def written(folder: Path, name: str, document: dict[str, Any]) -> None:
    (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")


def cohort(folder: Path, *more: object) -> Answer:
    home = folder.parent
    return ask("cohort", folder, "--out", home / "plans", *SHORT, *more, home=home)


def test_every_athlete_gets_a_plan_of_the_published_shape(folder: Path) -> None:
    answer = cohort(folder)
    assert answer.code == 0, answer.err
    assert answer.out.splitlines()[0].startswith("ann.json: ")
    found = sorted((folder.parent / "plans").iterdir())
    assert [path.name for path in found] == ["ann.plan.json", "ben.plan.json"]
    for path in found:
        validator("plan").validate(json.loads(path.read_text("utf-8")))


def test_a_plan_does_not_depend_on_who_else_is_there(folder: Path, tmp_path: Path) -> None:
    assert cohort(folder).code == 0
    among = (tmp_path / "plans" / "ben.plan.json").read_bytes()
    (folder / "ann.json").unlink()
    assert cohort(folder).code == 0
    assert (tmp_path / "plans" / "ben.plan.json").read_bytes() == among


def test_a_wrong_file_stops_nobody_else(folder: Path) -> None:
    written(folder, "aaron", {**small(), "shoes": 3})
    answer = cohort(folder, "--json")
    assert answer.code == 2
    plans = {Path(row["athlete"]).stem: row for row in answer.document["plans"]}
    assert plans["aaron"]["plan"] is None
    assert "shoes" in json.dumps(plans["aaron"]["problems"])
    assert plans["ann"]["met"] is True
    assert Path(plans["ann"]["plan"]).exists()
    assert 0 <= plans["ann"]["open_share"] < 1
    assert "aaron.json: no plan" in cohort(folder).out


def test_wishes_that_cannot_hold_are_told_and_planned_without(folder: Path) -> None:
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    resting = {"sessions_per_week": 2, "minutes": 30, "rest_days": days}
    written(folder, "carl", small(usual_week=RUNS, availability=resting))
    answer = cohort(folder)
    assert answer.code == 1
    assert "carl.json" in answer.out
    assert "not all that was asked could hold" in answer.out


def test_plans_in_the_folder_are_no_athletes(folder: Path) -> None:
    assert ask("cohort", folder, "--out", folder, *SHORT, home=folder.parent).code == 0
    again = ask("cohort", folder, "--out", folder, *SHORT, home=folder.parent)
    assert again.code == 0
    assert len(again.out.splitlines()) == 2


@pytest.mark.parametrize(
    ("prepare", "code"),
    [("gone", "no-such-folder"), ("empty", "no-athletes"), ("twice", "same-name-twice")],
)
def test_a_folder_that_cannot_be_planned_is_refused(folder: Path, prepare: str, code: str) -> None:
    if prepare == "twice":
        (folder / "ann.toml").write_text("schema = 'ironstride/athlete/1'\n", encoding="utf-8")
    else:
        folder = folder.parent / prepare
        if prepare == "empty":
            folder.mkdir()
    answer = cohort(folder, "--json")
    assert answer.code == 2
    assert [each["code"] for each in answer.document["problems"]] == [code]

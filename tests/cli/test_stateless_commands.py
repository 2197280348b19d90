from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ironstride.catalogue import load
from tests.support.athletes import small, validator
from tests.support.door import NOW, Answer, Terminal, ask

RUNS = [
    {"day": "tue", "start": "07:00", "kind": "intervals", "minutes": 60},
    {"day": "thu", "start": "07:00", "kind": "easy", "minutes": 45},
    {"day": "sun", "start": "09:00", "kind": "long", "minutes": 100},
]
SHORT = ("--weeks", 3, "--detail", 1)


@pytest.fixture
def athlete(tmp_path: Path) -> Path:
    return written(tmp_path, small(usual_week=RUNS))


def written(folder: Path, document: dict[str, Any], name: str = "me.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def plan(athlete: Path, *more: object) -> Answer:
    return ask(
        "plan", "--athlete", athlete, "--today", "2026-11-23", *SHORT, *more, home=athlete.parent
    )


def test_a_plan_is_one_document_of_the_published_shape(athlete: Path) -> None:
    answer = plan(athlete, "--json")
    assert answer.code == 0, answer.err
    validator("plan").validate(answer.document)
    assert [week["start"] for week in answer.document["weeks"]] == [
        "2026-11-23",
        "2026-11-30",
        "2026-12-07",
    ]
    assert answer.document["weeks"][0]["sessions"]
    assert not answer.document["weeks"][1]["sessions"]
    assert answer.document["changes"] == []


def test_the_same_question_gives_the_same_bytes(athlete: Path) -> None:
    assert plan(athlete, "--json").out == plan(athlete, "--json").out


def test_weeks_improved_together_cost_no_more_than_weeks_in_turn(athlete: Path) -> None:
    in_turn, together = (plan(athlete, "--json", "--detail", 2, *x) for x in ((), ("--joint",)))
    assert in_turn.code == together.code == 0, together.err
    validator("plan").validate(together.document)
    cost, best = (
        sum(line["penalty"] for line in answer.document["analysis"])
        for answer in (in_turn, together)
    )
    assert best <= cost


def test_weeks_are_improved_together_from_an_athlete_file_only(tmp_path: Path) -> None:
    answer = ask("plan", "--joint", home=tmp_path)
    assert answer.code == 2
    assert "need --athlete" in answer.err


def test_without_json_the_plan_is_told_in_words(athlete: Path) -> None:
    answer = plan(athlete)
    assert answer.code == 0
    assert "Season: 3 weeks" in answer.out
    assert "run: intervals, 60 min" in answer.out
    assert "in reserve" in answer.out
    assert all(len(line) <= 100 for line in answer.out.splitlines())


def test_a_plan_shows_its_progress_where_somebody_looks(athlete: Path) -> None:
    told = ("plan", "--athlete", athlete, "--today", "2026-11-23", "--weeks", 4, "--detail", 2)
    looked_at = ask(*told, home=athlete.parent, err=Terminal(), TERM="xterm")
    assert "Planning" in looked_at.err
    assert "2 of 2 weeks" in looked_at.err
    assert "Planning" not in looked_at.out
    for more, err in (((), None), (("--json",), Terminal())):
        assert "Planning" not in ask(*told, *more, home=athlete.parent, err=err).err


def test_the_day_asked_is_the_real_one_where_none_is_given(athlete: Path) -> None:
    answer = ask("plan", "--athlete", athlete, *SHORT, "--json", home=athlete.parent)
    assert answer.document["today"] == "2026-11-23"


def test_a_stop_leaves_no_sessions_and_says_whom_to_see(tmp_path: Path) -> None:
    athlete = written(tmp_path, small(usual_week=RUNS, red_flags=["RF-01"]))
    answer = plan(athlete, "--json")
    assert answer.code == 0
    validator("plan").validate(answer.document)
    assert answer.document["stops"][0]["flag"] == "RF-01"
    assert {week["phase"] for week in answer.document["weeks"]} == {"off"}
    words = plan(athlete).out
    assert "STOP (RF-01)" in words
    assert "See: " in words


def test_wrong_input_ends_with_two_and_tells_every_problem(tmp_path: Path) -> None:
    document = small(races=[{"date": "2026-11-22", "distance_m": 5000, "priority": "A"}])
    document["athlete"]["birth_year"] = 2019
    answer = plan(written(tmp_path, document), "--json", "--lifts", tmp_path / "none.csv")
    assert answer.code == 2
    problems = answer.document["problems"]
    assert [each["code"] for each in problems] == [
        "impossible-age",
        "race-in-the-past",
        "no-such-file",
    ]
    assert all(each["what"] and each["where"] and each["remedy"] for each in problems)
    for each in problems:
        assert each["where"] in answer.err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("me.txt", b"{}", "wrong-ending"),
        ("me.json", b"\xff\xfe\x00", "not-text"),
        ("me.toml", b"= 3", "unreadable-document"),
        ("me.json", b"", "unreadable-document"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = plan(path, "--json")
    assert answer.code == 2
    assert [each["code"] for each in answer.document["problems"]] == [code]
    assert str(path) in answer.err


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "There is no such file." in plan(tmp_path / "no.json").err
    (tmp_path / "dir.json").mkdir()
    assert "This is a folder." in plan(tmp_path / "dir.json").err
    assert (
        "There is no such folder."
        in plan(written(tmp_path, small()), "--runs", tmp_path / "none").err
    )


def test_a_usage_error_ends_with_two(athlete: Path) -> None:
    for wrong in (("--weeks", 53), ("--today", "today"), ("--detail", 0), ("--no-such-option",)):
        answer = plan(athlete, *wrong)
        assert answer.code == 2
        assert "Usage: ironstride plan" in answer.err
        assert answer.out == ""


def test_a_log_of_lifts_is_mapped_and_its_unknown_names_are_told(
    athlete: Path, tmp_path: Path
) -> None:
    log = tmp_path / "lifts.csv"
    log.write_text(
        "date,exercise,reps,load_kg,rir\n"
        "2026-11-20,Push Up,12,,2\n"
        "2026-11-20,Underwater basket lift,5,20,2\n"
        "2026-12-01,push-up,12,,2\n",
        encoding="utf-8",
    )
    answer = plan(athlete, "--json", "--lifts", log)
    assert answer.code == 0, answer.err
    assert "“Underwater basket lift”" in answer.err
    assert "1 sets lie after today" in answer.err


def test_a_log_without_a_unit_is_refused_until_it_is_said(athlete: Path, tmp_path: Path) -> None:
    log = tmp_path / "strong.csv"
    log.write_text(
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes\n"
        '2026-11-18 18:00:00,"A","Squat (Barbell)",1,60,5,0,0,\n',
        encoding="utf-8",
    )
    answer = plan(athlete, "--json", "--lifts", log)
    assert answer.code == 2
    assert [each["code"] for each in answer.document["problems"]] == ["unit-unknown"]
    assert plan(athlete, "--json", "--lifts", log, "--lifts-unit", "kg").code == 0


def test_a_previous_plan_gives_what_changed(athlete: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text(plan(athlete, "--json").out, encoding="utf-8")
    same = plan(athlete, "--json", "--previous", before)
    assert same.code == 0, same.err
    moved = small(usual_week=RUNS)
    moved["availability"] = {"rest_days": ["tue", "thu"]}
    answer = plan(written(tmp_path, moved, "moved.json"), "--json", "--previous", before)
    assert answer.code == 0, answer.err
    assert answer.document["changes"]
    validator("plan").validate(answer.document)


def test_an_audit_repeats_the_ledger_of_the_plan(athlete: Path, tmp_path: Path) -> None:
    made = plan(athlete, "--json")
    path = tmp_path / "plan.json"
    path.write_text(made.out, encoding="utf-8")
    arguments = (
        "audit",
        path,
        "--athlete",
        athlete,
    )  # the day of the plan, whatever the clock says
    later = NOW + dt.timedelta(days=200)
    answer = ask(*arguments, "--json", home=tmp_path, now=later)
    assert answer.code == 0, answer.err

    def penalties(lines: list[dict[str, Any]]) -> dict[tuple[str, str | None], int]:
        return {(line["rule"], line["week"]): line["penalty"] for line in lines}

    assert penalties(answer.document["analysis"]) == penalties(made.document["analysis"])
    assert "No hard rule is broken." in ask(*arguments, home=tmp_path).out


def test_an_audit_names_the_hard_rule_that_an_edit_breaks(athlete: Path, tmp_path: Path) -> None:
    document = plan(athlete, "--json").document
    session = document["weeks"][0]["sessions"][0]
    session["start"], session["date"] = "02:00", "2026-11-25"
    answer = ask(
        "audit", written(tmp_path, document, "edited.json"), "--athlete", athlete,
        "--today", "2026-11-23", "--json", home=tmp_path,
    )  # fmt: skip
    assert answer.code == 0, answer.err
    broken = [
        line["rule"]
        for line in answer.document["analysis"]
        if line["strength"] == "hard" and line["amount"] > 0
    ]
    assert broken


def test_an_audit_refuses_an_exercise_that_nobody_knows(athlete: Path, tmp_path: Path) -> None:
    document = plan(athlete, "--json").document
    document["weeks"][0]["sessions"][0]["blocks"][0]["exercises"][0]["exercise"] = "levitation"
    answer = ask(
        "audit", written(tmp_path, document, "edited.json"), "--athlete", athlete,
        "--today", "2026-11-23", home=tmp_path,
    )  # fmt: skip
    assert answer.code == 2
    assert "“levitation”" in answer.err


REQUIRED = {
    "id", "name", "family", "pattern", "laterality", "impact", "contacts_per_rep",
    "setup_seconds", "seconds_per_rep", "side_change_seconds", "muscles", "tissues", "skill",
    "equipment", "regions_loaded", "avoid_when", "serves", "easier", "harder", "fit",
}  # fmt: skip


def test_the_catalogue_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    document = ask("catalogue", "--json", home=tmp_path).document
    assert document["schema"] == "ironstride/catalogue/1"
    rows = document["exercises"]
    assert [row["id"] for row in rows] == [each.id for each in load().exercises]
    for row in rows:
        assert row.keys() >= REQUIRED
        assert row["laterality"] in {"bilateral", "unilateral", "alternating"}
        assert row["impact"] in {0, 1, 2, 3}
        assert all(isinstance(together, list) for together in row["equipment"])
        assert set(row["regions_loaded"].values()) <= {0, 1, 2, 3}
        assert all(set(each) == {"region", "pain_over"} for each in row["avoid_when"])


def test_the_catalogue_can_be_searched(tmp_path: Path) -> None:
    answer = ask("catalogue", "nordic", home=tmp_path)
    assert answer.code == 0
    assert "nordic-lowering" in answer.out
    assert "push-up" not in answer.out

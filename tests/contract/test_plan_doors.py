"""The commands as an outsider uses them: same bytes, audits that agree, changes with reasons."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.contract_cases import ATHLETES, example, faults, plan
from tests.support.door import Answer, ask
from tests.support.generated_athletes import GYM, Case, person

Document = dict[str, Any]
TODAY = ("--today", "2026-11-23")


def audit(document: Document, case: Case, folder: Path) -> Answer:
    """Return what ``ironstride audit`` answers to a plan and the athlete of a case."""
    file, athlete = folder / "plan.json", folder / "athlete.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    athlete.write_text(json.dumps(case.athlete), encoding="utf-8")
    return ask("audit", file, "--athlete", athlete, *TODAY, "--json", home=folder)


def account(lines: list[Document]) -> dict[tuple[str, str | None], tuple[float, float]]:
    return {(line["rule"], line["week"]): (line["amount"], line["penalty"]) for line in lines}


@pytest.fixture(scope="module")
def case() -> Case:
    return example("marathoner_in_a_gym", weeks=8, detail=4)


@pytest.fixture(scope="module")
def made(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return plan(case, tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize(
    "more", [("--detail", "3"), ("--detail", "2", "--joint")], ids=["in-turn", "together"]
)
def test_a_process_of_its_own_prints_the_same_bytes_whatever_the_hash_seed_and_the_cores(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    printed = []
    for seed, cores in (("0", 1), ("4711", 64)):
        program = (
            "import os, sys\n"
            "if hasattr(os, 'sched_setaffinity'):\n"
            f"    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])\n"
            "from ironstride.bootstrap import main; sys.exit(main())"
        )
        answer = subprocess.run(
            [
                sys.executable, "-c", program,
                "plan", "--athlete", str(ATHLETES / "sore_shin.toml"), *TODAY,
                "--seed", "3", "--weeks", "5", "--json", *more,
            ],
            env={**os.environ, "PYTHONHASHSEED": seed, "XDG_DATA_HOME": str(tmp_path)},
            capture_output=True,
            check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stderr
        printed.append(answer.stdout)
    assert printed[0] == printed[1]
    json.loads(printed[0])


def test_the_audit_of_our_own_plan_agrees_with_its_ledger(
    made: Answer, case: Case, tmp_path: Path
) -> None:
    answer = audit(made.document, case, tmp_path)
    assert answer.code == 0, answer.err
    assert account(answer.document["analysis"]) == account(made.document["analysis"])


def sets_with_a_bar(document: Document) -> list[Document]:
    return [
        one
        for week in document["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        for each in block["exercises"]
        for one in each["sets"]
        if (one.get("load_kg") or 0) > GYM["bars_kg"][0]
    ]


def heavier(document: Document) -> None:
    sets_with_a_bar(document)[0]["load_kg"] += 0.6


def on_a_rest_day(document: Document) -> None:
    document["weeks"][0]["sessions"][-1]["date"] = "2026-11-27"


def without_kit(document: Document) -> None:
    session = document["weeks"][0]["sessions"][0]
    session["blocks"][-1]["exercises"][0]["exercise"] = "kettlebell-swing"


def on_the_eve(document: Document) -> None:
    for week in document["weeks"]:
        for session in week["sessions"]:
            if session["heavy_lower"]:
                session["date"], session["start"] = week["start"], "18:00"
                return
    raise AssertionError("no heavy legs in the plan")


def longer_than_asked(document: Document) -> None:
    for block in document["weeks"][0]["sessions"][0]["blocks"]:
        block["seconds_planned"] *= 2


@pytest.mark.parametrize(
    ("tamper", "rules"),
    [
        (heavier, {"kit.load_exists"}),
        (on_a_rest_day, {"recovery.rest_days"}),
        (without_kit, {"kit.available"}),
        (on_the_eve, {"interference.heavy_before_key_run"}),
        (longer_than_asked, {"time.session_minutes"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_audit_names_the_hard_rule_that_an_edit_breaks(
    tamper: Callable[[Document], None],
    rules: set[str],
    made: Answer,
    case: Case,
    tmp_path: Path,
) -> None:
    document = copy.deepcopy(made.document)
    tamper(document)
    answer = audit(document, case, tmp_path)
    assert answer.code == 0, answer.err
    broken = {
        line["rule"]
        for line in answer.document["analysis"]
        if line["strength"] == "hard" and line["amount"]
    }
    assert broken >= rules


def test_the_same_wishes_again_change_nothing(made: Answer, case: Case, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    before.write_text(made.out, encoding="utf-8")
    again = plan(case, tmp_path, "--previous", before)
    assert faults(case, again) == []
    assert again.document["changes"] == []


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("rest-day", {"availability": {"minutes": 40, "rest_days": ["tue", "fri"]}}),
        ("shin", {"conditions": [{"region": "shin", "side": "left", "pain_during": 4}]}),
        ("race", {"races": [{"date": "2026-12-13", "distance_m": 10000, "priority": "A"}]}),
    ],
)
def test_every_change_says_why(
    name: str, more: Document, made: Answer, case: Case, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    before.write_text(made.out, encoding="utf-8")
    changed = Case(name=name, athlete=case.athlete | more, weeks=8, detail=4, code=None)
    answer = plan(changed, tmp_path, "--previous", before)
    assert faults(changed, answer) == []
    changes = answer.document["changes"]
    assert changes
    assert all(each["what"] and each["sentence"].endswith(".") for each in changes)


def test_lifts_set_the_load_and_spare_the_ramp(tmp_path: Path) -> None:
    rows = ["date,exercise,reps,load_kg,rir"]
    for week in range(1, 7):
        day = f"2026-{'10' if week < 2 else '11'}-{(28, 4, 9, 13, 17, 20)[week - 1]:02d}"
        rows += [f"{day},back-squat,5,{100 + week},2"] * 3
    log = tmp_path / "lifts.csv"
    log.write_text("\n".join(rows) + "\n", encoding="utf-8")
    athlete = person(athlete={"lifting_experience": "advanced"}, places=[GYM])
    answer = plan(Case(name="lifter", athlete=athlete, weeks=6), tmp_path, "--lifts", log)
    assert answer.code == 0, answer.err
    squats = [
        one
        for week in answer.document["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        for each in block["exercises"]
        for one in each["sets"]
        if each["exercise"] == "back-squat" and one["kind"] == "working"
    ]
    reps = [
        one.get("reps", 0)
        for week in answer.document["weeks"]
        for session in week["sessions"]
        for block in session["blocks"]
        for each in block["exercises"]
        for one in each["sets"]
        if each["exercise"] in {"body-squat", "chair-squat"}
    ]
    assert max(reps, default=0) < 15
    for one in squats:
        assert 50 <= one["load_kg"] <= 125

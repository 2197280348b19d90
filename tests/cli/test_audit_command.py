"""``ironstride audit`` on plans of our own, by hand and by another program."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.impossible import impossible
from benchmarks.runners import Runner, crowd
from ironstride.exporters.plan_json import plan_json
from ironstride.planner.solve import make_plan
from tests.support.athletes import small
from tests.support.door import Answer, ask

Document = dict[str, Any]
PYTHON = "import sys; from ironstride.bootstrap import main; code = main(); "
"""A process that runs the command line as it is installed."""
OWN = (*crowd()[:5], *(r for r in impossible() if r.name in {"pin-in-a-run", "rest-every-day"}))
FOREIGN: Document = {
    "schema": "ironstride/plan/1",
    "today": "2026-11-23",
    "seed": 0,
    "engine": "a notebook",
    "stops": [],
    "runs": [],
    "analysis": [],
    "proofs": [],
    "weeks": [
        {
            "start": "2026-11-23",
            "phase": "adaptation",
            "light": False,
            "sessions": [
                {
                    "id": "one",
                    "date": "2026-11-24",
                    "start": "18:00",
                    "place": "home",
                    "minutes_budget": 30,
                    "minutes_planned": 10,
                    "heavy_lower": False,
                    "reasons": [],
                    "blocks": [
                        {
                            "kind": "single",
                            "seconds_planned": 600,
                            "exercises": [
                                {
                                    "exercise": "kneeling-push-up",
                                    "side": "both",
                                    "sets": [{"reps": 8, "rest_seconds": 60}] * 3,
                                    "reasons": [],
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}


def audit(document: object, athlete: object, folder: Path, *more: str) -> Answer:
    plan, runner = folder / "plan.json", folder / "me.json"
    plan.write_text(json.dumps(document), encoding="utf-8")
    runner.write_text(json.dumps(athlete), encoding="utf-8")
    return ask("audit", plan, "--athlete", runner, *more, home=folder)


def account(lines: list[Document]) -> dict[tuple[str, str | None], tuple[float, float]]:
    return {(x["rule"], x["week"]): (x["amount"], x["penalty"]) for x in lines}


@pytest.mark.parametrize("runner", OWN, ids=lambda runner: runner.name)
def test_the_audit_of_our_own_plan_is_its_ledger_but_for_the_wishes_it_left_out(
    runner: Runner, tmp_path: Path
) -> None:
    plan = make_plan(runner.request(weeks=5, detail=2), preview=True)
    document = json.loads(plan_json(plan))
    answer = audit(document, dict(runner.document), tmp_path, "--json")
    assert answer.code == 0, answer.err
    assert answer.document["problems"] == []
    found, own = account(answer.document["analysis"]), account(document["analysis"])
    assert found.keys() == own.keys()
    broken = {rule for (rule, _), (amount, _) in found.items() if amount and is_hard(plan, rule)}
    left_out = {each.rule for each in plan.conflict}
    assert broken <= left_out
    if not plan.conflict:
        assert found == own


def is_hard(plan: Any, rule: str) -> bool:  # noqa: ANN401 (a plan of the domain)
    return any(line.rule == rule and line.strength == "hard" for line in plan.analysis)


def test_a_wish_that_the_plan_left_out_is_broken_in_the_audit(tmp_path: Path) -> None:
    runner = next(r for r in impossible() if r.name == "pin-in-a-run")
    plan = make_plan(runner.request(weeks=3, detail=1), preview=True)
    assert [each.rule for each in plan.conflict] == ["preference.pins"]
    answer = audit(json.loads(plan_json(plan)), dict(runner.document), tmp_path)
    assert "preference.pins" in answer.out
    assert "You put a session here." in answer.out


def test_an_audit_loads_no_solver(tmp_path: Path) -> None:
    plan, runner = tmp_path / "plan.json", tmp_path / "me.json"
    plan.write_text(json.dumps(FOREIGN), encoding="utf-8")
    runner.write_text(json.dumps(small()), encoding="utf-8")
    program = PYTHON + "sys.exit(code or 3 * any(m.startswith('ortools') for m in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program, "audit", str(plan), "--athlete", str(runner)],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    assert "dearest first" in done.stdout


def test_a_plan_of_another_program_is_audited_by_its_fewest_fields(tmp_path: Path) -> None:
    answer = audit(FOREIGN, small(), tmp_path, "--json")
    assert answer.code == 0, answer.err
    lines = answer.document["analysis"]
    assert {line["level"] for line in lines} == {"season", "week", "content"}
    assert [x["rule"] for x in lines if x["strength"] == "hard" and x["amount"]] == []
    legs = next(line for line in lines if line["rule"] == "dose.legs")
    assert legs["amount"] > 0, "push-ups alone are no leg work"


def session(document: Document) -> Document:
    found: Document = document["weeks"][0]["sessions"][0]
    return found


def at_night(document: Document) -> None:
    session(document)["start"] = "02:00"


def with_a_bar(document: Document) -> None:
    session(document)["blocks"][0]["exercises"][0]["exercise"] = "back-squat"


def fifty_sets(document: Document) -> None:
    session(document)["blocks"][0]["exercises"][0]["sets"] *= 17


@pytest.mark.parametrize(
    ("edit", "rule", "words"),
    [
        (at_night, "time.windows", "02:00 lies outside"),
        (with_a_bar, "kit.available", "the kit isn't there"),
        (fifty_sets, "time.session_minutes", "30 are there"),
    ],
)
def test_a_plan_changed_by_hand_is_told_which_rule_it_breaks(
    edit: Callable[[Document], None], rule: str, words: str, tmp_path: Path
) -> None:
    document = copy.deepcopy(FOREIGN)
    edit(document)
    answer = audit(document, small(), tmp_path)
    assert answer.code == 0, answer.err
    assert rule in answer.out
    assert words in answer.out


def elsewhere(document: Document) -> None:
    session(document)["place"] = "moon"


def levitating(document: Document) -> None:
    session(document)["blocks"][0]["exercises"][0]["exercise"] = "levitation"


def next_month(document: Document) -> None:
    session(document)["date"] = "2026-12-24"


def one_id(document: Document) -> None:
    document["weeks"][0]["sessions"] *= 2


def no_weeks(document: Document) -> None:
    document["weeks"] = []


def a_gap(document: Document) -> None:
    document["weeks"].append({**document["weeks"][0], "start": "2026-12-07", "sessions": []})


def backwards(document: Document) -> None:
    document["weeks"].append({**document["weeks"][0], "start": "2026-11-16", "sessions": []})


def a_late_start(document: Document) -> None:
    document["today"] = "2026-11-02"


def two_amounts(document: Document) -> None:
    session(document)["blocks"][0]["exercises"][0]["sets"][0]["seconds"] = 30


def a_phase_of_its_own(document: Document) -> None:
    document["weeks"][0]["phase"] = "beast-mode"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (elsewhere, "“moon” is no place of the athlete file"),
        (levitating, "“levitation” is no exercise of the catalogue"),
        (next_month, "The session of 2026-12-24 stands in the week of 2026-11-23"),
        (one_id, "2 sessions have the id “one”"),
        (no_weeks, "The plan holds no week"),
        (a_gap, "The week of 2026-11-30 is missing"),
        (backwards, "The week of 2026-11-16 stands after the week of 2026-11-23"),
        (a_late_start, "The week of 2026-11-02 is missing"),
        (two_amounts, "exactly one of"),
        (a_phase_of_its_own, "beast-mode"),
    ],
)
def test_a_plan_that_cannot_be_measured_gets_a_sentence_and_a_remedy(
    edit: Callable[[Document], None], words: str, tmp_path: Path
) -> None:
    document = copy.deepcopy(FOREIGN)
    edit(document)
    answer = audit(document, small(), tmp_path)
    assert answer.code == 2
    assert words in " ".join(answer.err.split())
    assert "Remedy:" in answer.err
    assert "Traceback" not in answer.err


def test_minutes_that_a_plan_tells_short_are_counted_anew_and_told(tmp_path: Path) -> None:
    document = copy.deepcopy(FOREIGN)
    session(document)["blocks"][0]["exercises"][0]["sets"] *= 12
    session(document)["blocks"][0]["seconds_planned"] = 60
    answer = audit(document, small(), tmp_path, "--json")
    assert [each["code"] for each in answer.document["problems"]] == ["minutes-told-short"]
    minutes = [x for x in answer.document["analysis"] if x["rule"] == "time.session_minutes"]
    assert minutes[0]["amount"] > 0

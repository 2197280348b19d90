from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from ironstride.exporters.plan_json import figure, plan_document, plan_json
from ironstride.importers.plan_json import read_plan
from tests.support.athletes import validator
from tests.support.plans import small_plan


def errors(document: dict[str, Any]) -> dict[str, str]:
    parsed = read_plan(json.dumps(document), location="p.json")
    assert (parsed.value is None) == bool(parsed.errors)
    assert all(problem.remedy for problem in parsed.errors)
    return {p.location.removeprefix("p.json: "): p.code for p in parsed.errors}


def document() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(plan_json(small_plan()))
    return plain


def test_a_plan_without_conflict_says_null() -> None:
    assert plan_document(small_plan())["conflict"] is None


def test_whole_figures_have_no_point_and_noise_is_cut_off() -> None:
    assert json.dumps([figure(30.0), figure(0.1 + 0.2), figure(-0.0), figure(2.5)]) == (
        "[30, 0.3, 0, 2.5]"
    )


def test_a_figure_that_is_not_finite_is_a_bug() -> None:
    with pytest.raises(ValueError, match="finite"):
        plan_json(replace(small_plan(), weeks=(), analysis=(), seed=1, runs=(
            replace(small_plan().runs[0], minutes=math.nan),
        )))  # fmt: skip


def test_fields_that_were_added_later_do_not_disturb() -> None:
    changed = document()
    changed["future"] = {"a": 1}
    changed["weeks"][0]["sessions"][0]["blocks"][0]["exercises"][0]["sets"][0]["velocity"] = 0.4
    assert read_plan(json.dumps(changed), location="p.json").value == small_plan()


def test_what_the_contract_lets_be_left_out_may_be_missing() -> None:
    changed = document()
    session = changed["weeks"][0]["sessions"][0]
    del session["title"], session["contacts"], changed["runs"][0]["source"]
    del changed["conflict"], changed["changes"], changed["notes"], changed["weeks"][0]["reasons"]
    each = session["blocks"][0]["exercises"][0]["sets"][0]
    del each["reps"], each["kind"], each["load_kg"]
    each["contacts"] = 12
    session["blocks"][0]["exercises"][0]["side"] = "each"
    validator("plan").validate(changed)
    parsed = read_plan(json.dumps(changed), location="p.json")
    assert parsed.value is not None, parsed.problems
    assert parsed.value.weeks[0].sessions[0].contacts == 24


def test_every_fault_is_told_at_its_key() -> None:
    changed = document()
    session = changed["weeks"][0]["sessions"][0]
    exercise = session["blocks"][0]["exercises"][0]
    exercise["sets"][0]["seconds"] = 30
    exercise["side"] = "up"
    session["start"] = "25:00"
    del session["heavy_lower"], changed["weeks"][0]["light"], changed["proofs"]
    changed["weeks"][0]["phase"] = "rest"
    changed["schema"] = "ironstride/plan/2"
    changed["conflict"] = []
    at = "weeks[0].sessions[0]"
    assert errors(changed) == {
        "schema": "wrong-value",
        "proofs": "missing-key",
        "conflict": "wrong-value",
        "weeks[0].phase": "unknown-word",
        "weeks[0].light": "missing-key",
        f"{at}.start": "wrong-value",
        f"{at}.heavy_lower": "missing-key",
        f"{at}.blocks[0].exercises[0].side": "unknown-word",
        f"{at}.blocks[0].exercises[0].sets[0]": "wrong-amounts",
    }


def test_weeks_start_on_mondays_in_their_order() -> None:
    changed = document()
    week = changed["weeks"][0]
    changed["weeks"] = [week, {**week, "start": "2026-12-01"}, week]
    assert errors(changed) == {
        "weeks[1].start": "not-a-monday",
        "weeks[2].start": "not-in-order",
    }


def test_an_exercise_without_sets_is_refused() -> None:
    changed = document()
    changed["weeks"][0]["sessions"][0]["blocks"][0]["exercises"][0]["sets"] = []
    assert errors(changed) == {"weeks[0].sessions[0].blocks[0].exercises[0].sets": "wrong-value"}

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.domain.plan import Plan
from ironstride.exporters.plan_json import plan_json
from ironstride.importers.plan_json import read_plan
from tests.support.athletes import validator
from tests.support.plans import PLANS


@settings(max_examples=60)
@given(PLANS)
def test_a_plan_comes_back_as_it_was_written_and_has_the_published_shape(plan: Plan) -> None:
    text = plan_json(plan)
    validator("plan").validate(json.loads(text))
    parsed = read_plan(text, location="plan.json")
    assert parsed.problems == ()
    assert parsed.value == plan
    assert plan_json(parsed.value) == text
    assert json.loads(plan_json(plan, indent=1)) == json.loads(text)


@given(st.text())
def test_no_text_makes_the_reader_of_plans_raise(text: str) -> None:
    parsed = read_plan(text, location="plan.json")
    assert parsed.value is None
    assert parsed.errors

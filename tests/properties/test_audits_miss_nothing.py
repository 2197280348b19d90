"""Plans changed by hand: what an outsider finds broken, the audit finds broken, too."""

from __future__ import annotations

import copy
import datetime as dt
import json
from functools import cache
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.named_runners import NAMED
from benchmarks.runners import Runner, crowd
from ironstride.domain.plan import Strength
from ironstride.domain.problem import Severity
from ironstride.exporters.plan_json import plan_json
from ironstride.importers.plan_json import read_plan
from ironstride.planner.audit import audit
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from ironstride.services.plan_faults import checked
from tests.support import plan_checks_body, plan_checks_calendar, plan_checks_load
from tests.support.contract_cases import catalogue
from tests.support.outsider import Outsider

Document = dict[str, Any]
DETAIL = 2
RUNNERS = tuple(r for r in (*crowd()[:9], *tuple(NAMED.values())[:6]) if not r.log)


def asked(runner: Runner) -> PlanRequest:
    return runner.request(weeks=5, detail=DETAIL)


@cache
def planned(position: int) -> str:
    return plan_json(make_plan(asked(RUNNERS[position]), preview=True))


def sessions(document: Document) -> list[Document]:
    return [session for week in document["weeks"] for session in week["sessions"]]


def works(document: Document) -> list[Document]:
    return [
        each
        for session in sessions(document)
        for block in session["blocks"]
        if block["kind"] != "warm-up"
        for each in block["exercises"]
    ]


def changed(position: int, seed: int) -> Document:
    """Return a runner's plan with one to three things changed by hand."""
    dice = Random(seed)
    document: Document = copy.deepcopy(json.loads(planned(position)))
    for _ in range(dice.randint(1, 3)):
        if works(document):
            dice.choice(CHANGES)(dice, document)
    return document


def drop_a_set(dice: Random, document: Document) -> None:
    each = dice.choice(works(document))
    if len(each["sets"]) > 1:
        each["sets"].pop()


def add_sets(dice: Random, document: Document) -> None:
    each = dice.choice(works(document))
    each["sets"] += [copy.deepcopy(each["sets"][-1])] * dice.randint(1, 8)


def move(dice: Random, document: Document) -> None:
    session = dice.choice(sessions(document))
    week = next(w for w in document["weeks"] if session in w["sessions"])
    day = dt.date.fromisoformat(week["start"]) + dt.timedelta(days=dice.randint(0, 6))
    session["date"] = day.isoformat()
    session["start"] = f"{dice.randint(5, 21):02d}:{dice.choice(['00', '30'])}"


def other_exercise(dice: Random, document: Document) -> None:
    each = dice.choice(works(document))
    row = dice.choice(catalogue()["exercises"])
    each["exercise"] = row["id"]
    each["side"] = "each" if row["laterality"] == "unilateral" else "both"


def other_load(dice: Random, document: Document) -> None:
    each = dice.choice(works(document))
    for one in each["sets"]:
        one["load_kg"] = dice.choice([3.3, 8, 16, 20, 60, 140])


def harder(dice: Random, document: Document) -> None:
    for one in dice.choice(works(document))["sets"]:
        one["rir"] = 0


def longer(dice: Random, document: Document) -> None:
    session = dice.choice(sessions(document))
    session["minutes_budget"] = dice.choice([5, 60, 200])


def lie_about_minutes(dice: Random, document: Document) -> None:
    for block in dice.choice(sessions(document))["blocks"]:
        block["seconds_planned"] = 10


def twice(dice: Random, document: Document) -> None:
    session = dice.choice(sessions(document))
    session["blocks"].append(copy.deepcopy(session["blocks"][-1]))


CHANGES = (
    drop_a_set, add_sets, move, other_exercise, other_load, harder, longer, twice,
    lie_about_minutes,
)  # fmt: skip


def broken(document: Document, athlete: Document) -> list[str]:
    """Return what an outsider finds against hard rules in a plan; its own ledger is not asked."""
    seen = Outsider(document, athlete, catalogue())
    return [
        *plan_checks_calendar.placement(seen),
        *plan_checks_calendar.heavy_legs(seen, logged=False),
        *plan_checks_calendar.run_first(seen),
        *(f for f in plan_checks_load.minutes(seen) if "planned in a budget" in f or "asked" in f),
        *(f for f in plan_checks_load.content(seen) if "told" not in f and "tempo" not in f),
        *plan_checks_load.loads_are_kept(seen),
        *plan_checks_body.stops(seen),
        *plan_checks_body.pain(seen),
        *plan_checks_body.screening(seen),
        *plan_checks_body.plyometrics(seen),
        *plan_checks_body.technique(seen, logged=False),
        *plan_checks_body.first_weeks(seen, logged=False),
        *plan_checks_body.limits(seen),
    ]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(RUNNERS) - 1), st.integers(0, 2**20))
def test_what_an_outsider_finds_broken_the_audit_finds_broken(position: int, seed: int) -> None:
    document = changed(position, seed)
    request = asked(RUNNERS[position])
    parsed = read_plan(json.dumps(document), location="plan")
    assert parsed.value is not None, parsed.problems
    shape = checked(parsed.value, request, "plan")
    verdict = [each.code for each in shape.problems]
    if not any(each.severity is Severity.ERROR for each in shape.problems):
        lines = audit(shape.plan, request)
        verdict += [x.rule for x in lines if x.strength is Strength.HARD and x.amount]
    faults = broken(document, dict(RUNNERS[position].document))
    assert not faults or verdict, faults


def test_the_changes_break_rules_more_often_than_not() -> None:
    """Or the property above would say little."""
    faulty = [
        seed for seed in range(40)
        if broken(changed(seed % 5, seed), dict(RUNNERS[seed % 5].document))
    ]  # fmt: skip
    assert len(faulty) > 20

"""Safety and determinism of whole plans: whatever is switched off, nothing harmful is planned."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.named_runners import NAMED
from benchmarks.runners import Runner, crowd
from ironstride.body.permissions import exercise_allowed, permissions
from ironstride.catalogue import load
from ironstride.domain.athlete import Forbidden
from ironstride.domain.plan import Plan, PlannedSession, Strength
from ironstride.planner.audit import audit
from ironstride.planner.rules import RULES
from ironstride.planner.solve import make_plan
from tests.properties.test_planner_parity import runners

FEW = settings(max_examples=12, deadline=None, derandomize=True)
ROOT = Path(__file__).resolve().parents[2]
EVERY_RULE = frozenset(rule.id for rule in RULES)


def sessions(plan: Plan) -> Iterator[PlannedSession]:
    for week in plan.weeks:
        yield from week.sessions


def check_body(plan: Plan, runner: Runner) -> None:
    """Fail where a session holds what the body or a professional forbids on its day."""
    athlete, by_id = runner.athlete(), load().by_id
    body = permissions(athlete, runner.today)
    for session in sessions(plan):
        limits = [m for m in athlete.limits if m.holds_on(session.date)]
        ids = [e.exercise for block in session.blocks for e in block.exercises]
        for exercise in (by_id[i] for i in ids):
            assert exercise_allowed(exercise, body.on(session.date)) is None
            if any(m.forbid is Forbidden.IMPACT and m.region is None for m in limits):
                assert exercise.impact.level == 0
            if any(m.forbid is Forbidden.END_RANGE and m.region is None for m in limits):
                assert not exercise.end_range
        for limit in limits:
            assert limit.max_contacts is None or session.contacts <= limit.max_contacts
            assert limit.forbid is not Forbidden.HEAVY_LOWER or not session.heavy_lower
            assert limit.require is None or limit.require in ids
            percents = [
                s.percent_1rm or 0 for b in session.blocks for e in b.exercises for s in e.sets
            ]
            if limit.max_percent_1rm is not None and limit.region is None:
                assert max(percents, default=0) <= limit.max_percent_1rm
    for week in plan.weeks:
        allowed = [
            m.max_sessions_per_week
            for m in athlete.limits
            if m.max_sessions_per_week is not None and m.holds_on(week.start)
        ]
        assert not allowed or len(week.sessions) <= min(allowed)


@FEW
@given(runners(), st.sampled_from(sorted(EVERY_RULE)), st.sampled_from(["preview", "plan"]))
def test_whatever_is_switched_off_no_plan_harms(runner: Runner, rule: str, asked: str) -> None:
    request = replace(runner.request(weeks=6, detail=2), switched_off=frozenset({rule}))
    check_body(make_plan(request, limit=0.05, preview=asked == "preview"), runner)


@settings(FEW, max_examples=6)
@given(runners())
def test_with_every_rule_switched_off_no_plan_harms(runner: Runner) -> None:
    request = replace(runner.request(weeks=4, detail=1), switched_off=EVERY_RULE)
    check_body(make_plan(request, limit=0.05), runner)


@settings(FEW, max_examples=8)
@given(runners())
def test_a_plan_passes_its_own_audit(runner: Runner) -> None:
    request = runner.request(weeks=6, detail=2)
    plan = make_plan(request, limit=0.05)
    lines = audit(plan, request)
    assert [x.rule for x in lines if x.strength is Strength.HARD and x.amount] == []
    if not plan.conflict:
        assert lines == plan.analysis


@pytest.mark.parametrize("runner", NAMED.values(), ids=NAMED.keys())
def test_a_preview_of_a_named_runner_is_safe(runner: Runner) -> None:
    check_body(make_plan(runner.request(weeks=8, detail=1), preview=True), runner)


def test_a_red_flag_stops_everything() -> None:
    runner = Runner(name="flagged", document={**crowd()[2].document, "red_flags": ["RF-07"]})
    plan = make_plan(runner.request(weeks=6))
    assert plan.stops
    assert not list(sessions(plan))
    assert {week.phase.value for week in plan.weeks} == {"off"}
    assert audit(plan, runner.request(weeks=6)) == ()


def plan_bytes(hash_seed: str, cores: int) -> str:
    """Return plans as another process prints them, under its own order of hashes, on some cores.

    Args:
        cores: that the process may use, as far as the system can be told.
    """
    program = (
        "import os\n"
        "if hasattr(os, 'sched_setaffinity'):\n"
        f"    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{cores}])\n"
        "from benchmarks.runners import crowd\n"
        "from ironstride.planner.joint_plan import make_joint_plan\n"
        "from ironstride.planner.solve import make_plan\n"
        "for runner in (crowd()[0], crowd()[5]):\n"
        "    print(make_plan(runner.request(weeks=6, detail=2), limit=0.1))\n"
        "print(make_joint_plan(crowd()[0].request(weeks=6, detail=3), limit=0.1))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_two_processes_with_other_hashes_and_cores_give_the_same_bytes() -> None:
    one, other = plan_bytes("1", cores=1), plan_bytes("2", cores=64)
    assert one == other
    assert "PlannedSession" in one

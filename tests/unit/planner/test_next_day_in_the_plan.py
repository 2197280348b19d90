"""Whose runs suffer on the day after leg work gets other hours, a higher price, and is told so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

import pytest

from benchmarks.runners import MONDAY, Runner, document, run, window
from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import Phase
from ironstride.domain.run import AnalysedRun, RunKind
from ironstride.planner.audit import audit
from ironstride.planner.facts import facts_of
from ironstride.planner.request import PlanRequest
from ironstride.planner.rules.interference.gap_before_key_run import RULE
from ironstride.planner.season import SeasonWeek
from ironstride.planner.solve import make_plan
from ironstride.planner.week import WeekView
from ironstride.units import MIN_PER_HOUR
from tests.support.next_days import leg_days, weeks_of_runs
from tests.support.planning import Scene, placed

EVE_OR_LATER: Final = Runner(
    name="eve-of-a-short-tempo-or-two-days-later",
    document={
        **document(
            kit="gym",
            experience="intermediate",
            sessions=1,
            availability={
                "windows": [
                    window("wed 18:00-20:00", preferred=True),
                    window("fri 18:00-20:00"),
                ]
            },
        ),
        "usual_week": [run("thu 07:00 tempo 25"), run("sun 09:00 long 60")],
    },
)
SUFFERS: Final = weeks_of_runs(slower=9, harder=3, drifts=6)
UNHARMED: Final = weeks_of_runs()
WEEK: Final = SeasonWeek(start=MONDAY, phase=Phase.ADAPTATION, light=False)


def lifts() -> tuple[LoggedSet, ...]:
    return tuple(
        LoggedSet(exercise="goblet-squat", date=day, order=order, reps=10, load_kg=16, rir=3)
        for day in sorted(leg_days())
        for order in range(3)
    )


def request(runs: tuple[AnalysedRun, ...], *, weeks: int = 2) -> PlanRequest:
    return replace(EVE_OR_LATER.request(weeks=weeks, detail=1), runs=runs, lifts=lifts())


def slot_day(runs: tuple[AnalysedRun, ...]) -> str:
    scene = Scene(facts=facts_of(request(runs)), week=WEEK)
    return f"{scene.best_slots()[0].date:%A}"


def test_the_day_after_decides_between_two_windows() -> None:
    assert slot_day(UNHARMED) == "Wednesday"
    assert slot_day(SUFFERS) == "Friday"


def test_the_same_place_costs_more_where_runs_suffer() -> None:
    def amount(runs: tuple[AnalysedRun, ...]) -> int:
        facts = facts_of(request(runs))
        scene = Scene(facts=facts, week=WEEK)
        wednesday = next(s for s in scene.placements()[0].slots if s.date.weekday() == 2)
        view = WeekView(
            facts=facts, week=WEEK, wanted=1, sessions=(placed(wednesday),), before=(),
            leg_sessions=9,
        )  # fmt: skip
        return RULE.measure(view, RULE.values).amount

    unknown, unharmed, suffers = amount(()), amount(UNHARMED), amount(SUFFERS)
    assert unharmed < unknown < suffers
    assert suffers <= 2 * unknown + 1, "however much they suffer, it counts twice at most"


def test_the_runner_is_told_with_the_certainty() -> None:
    plan = make_plan(request(SUFFERS), preview=True)
    told = [note for note in plan.notes if "day after leg work" in note]
    assert len(told) == 1
    assert "80 % sure" in told[0]
    session = plan.weeks[0].sessions[0]
    assert told[0] in [reason.sentence for reason in session.reasons]


def test_what_is_not_known_yet_is_said_so_and_counts_as_the_trials_do() -> None:
    facts = facts_of(request(SUFFERS[-25:]))
    assert facts.next_day.harm == 1
    assert any("not known yet" in note for note in facts.notes)
    assert not any("day after leg work" in note for note in facts_of(request(())).notes)


def test_the_audit_counts_the_same_runs() -> None:
    asked = request(SUFFERS)
    plan = make_plan(asked, preview=True)
    lines = audit(plan, asked)
    gap = [line for line in lines if line.rule == RULE.id]
    assert [line for line in plan.analysis if line.rule == RULE.id] == gap


def test_a_session_that_began_late_spoils_no_morning_run() -> None:
    """The log's days begin in the evening unless it says otherwise."""
    facts = facts_of(request(SUFFERS))
    assert facts.next_day.runs == facts_of(request(SUFFERS)).next_day.runs
    assert all(minute == 18 * MIN_PER_HOUR for _, minute in facts.trained)


def test_recorded_loads_say_how_hard_a_kind_of_run_is() -> None:
    tempo = tuple(
        replace(
            one,
            kind=RunKind.TEMPO,
            date=MONDAY - dt.timedelta(days=7 * week + 4),
            load=9.0 * one.duration_s / 60,
        )
        for week, one in enumerate(UNHARMED[:3])
    )
    facts = facts_of(request(tempo))
    assert facts.load_per_minute[RunKind.TEMPO] == pytest.approx(9)

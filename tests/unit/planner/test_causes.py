"""Why a plan could not stay as it was: each kind of cause in the words a runner reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.runners import MONDAY, Runner, document
from ironstride.body.gates import GateState, RegionGate
from ironstride.domain.body_region import Region, Side
from ironstride.domain.plan import Phase, PlannedSession, PlannedWeek
from ironstride.domain.run import RunKind, ScheduledRun
from ironstride.planner.causes import (
    Judged,
    Known,
    gate_words,
    judged,
    lower,
    next_key_run,
    of_phase,
    run_words,
)
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.rulebook import rulebook
from tests.support.small_catalogue import small_catalogue

A, S, P = Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER
RACE_WEEK, RECOVERY, SORE = Phase.RACE, Phase.RECOVERY, Phase.REHABILITATION
EVENING = 18 * 60


def facts(**tables: Any) -> Facts:  # noqa: ANN401 (tables of the athlete file)
    """Return what is known of a runner in a bare room."""
    told = {"kit": "no-kit", "week": "no-runs", **tables}
    request = Runner(name="x", document=document(**told)).request(weeks=8, detail=8)
    return facts_of(replace(request, catalogue=small_catalogue()))


def weeks(*phases: Phase) -> tuple[PlannedWeek, ...]:
    return tuple(
        PlannedWeek(
            start=MONDAY + dt.timedelta(weeks=n), phase=phase, light=False, sessions=(), reasons=()
        )
        for n, phase in enumerate(phases)
    )


def session(
    day: int, *, start: int = EVENING, heavy: bool = False, minutes: float = 20
) -> PlannedSession:
    date = MONDAY + dt.timedelta(days=day)
    return PlannedSession(
        id=f"s-{date.isoformat()}",
        date=date,
        start_minute=start,
        place="home",
        title="Legs and calves",
        minutes_budget=30,
        minutes_planned=minutes,
        heavy_lower=heavy,
        contacts=0,
        blocks=(),
        reasons=(),
    )


def on(day: int, kind: RunKind, start: int = 7 * 60) -> ScheduledRun:
    return ScheduledRun(
        date=MONDAY + dt.timedelta(days=day),
        start_minute=start,
        kind=kind,
        minutes=60,
        source="usual-week",
    )


def week(*sessions: PlannedSession) -> PlannedWeek:
    return PlannedWeek(start=MONDAY, phase=A, light=False, sessions=sessions, reasons=())


def account(known: Facts, old: PlannedWeek, new: PlannedWeek, *off: str) -> Judged:
    about = Known(facts=known, book=rulebook(frozenset(off)), hurts=(), missed=())
    return judged(about, old, new, ())


# Days


def test_a_hard_rule_of_the_day_is_the_cause() -> None:
    known = facts(availability={"rest_days": ["tue"]})
    cause = account(known, week(session(1)), week(session(2))).of_day(session(1))
    assert cause is not None
    assert (cause.rule, cause.sentence) == ("recovery.rest_days", "Tuesday is a rest day")


def test_a_session_that_nothing_speaks_against_has_no_cause() -> None:
    same = week(session(1), session(4))
    assert account(facts(), same, same).of_day(session(1)) is None


def test_a_rule_that_the_old_week_costs_more_by_is_the_cause_where_no_hard_one_speaks() -> None:
    known = facts(
        availability={"windows": [{"day": "thu", "from": "17:00", "to": "21:00", "preferred": True},
                                  {"day": "tue", "from": "17:00", "to": "21:00"}]}
    )  # fmt: skip
    cause = account(known, week(session(1)), week(session(3))).of_day(session(1))
    assert cause is not None
    assert cause.rule.partition(".")[0] in {"preference", "time", "kit", "recovery"}


def test_a_rule_of_other_days_is_no_cause() -> None:
    known = facts(availability={"rest_days": ["fri"]})
    told = account(known, week(session(1), session(4)), week(session(1), session(4)))
    assert told.broken
    assert told.of_day(session(1)) is None
    cause = told.of_day(session(4))
    assert cause is not None
    assert cause.rule == "recovery.rest_days"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (RunKind.INTERVALS, "Wednesday has intervals"),
        (RunKind.LONG, "Wednesday is your long run"),
        (RunKind.RACE, "Wednesday is your race"),
    ],
)
def test_a_rule_that_keeps_away_from_runs_names_the_run(kind: RunKind, words: str) -> None:
    known = replace(facts(), runs=(on(0, RunKind.EASY), on(2, kind)))
    known = replace(known, runs_by_week={**known.runs_by_week, MONDAY: known.runs})
    told = account(known, week(session(1, start=20 * 60, heavy=True)), week())
    cause = told.of_day(session(1, start=20 * 60, heavy=True))
    assert cause is not None
    assert cause.rule.startswith("interference.")
    assert cause.sentence == words


def test_a_run_that_is_over_or_far_off_is_not_named() -> None:
    known = facts()
    quality = RunKind.INTERVALS
    assert next_key_run(replace(known, runs=(on(0, quality),)), session(1)) is None
    assert next_key_run(replace(known, runs=(on(6, quality),)), session(1)) is None
    assert next_key_run(replace(known, runs=(on(2, RunKind.EASY),)), session(1)) is None
    found = next_key_run(replace(known, runs=(on(2, quality),)), session(1))
    assert found is not None
    assert run_words(found, MONDAY) == "Wednesday has intervals"
    just_over = on(1, quality, start=14 * 60)
    assert next_key_run(replace(known, runs=(just_over,)), session(1)) == just_over


def test_an_easy_run_close_by_is_told_by_the_rule_itself() -> None:
    known = replace(facts(experience="advanced"), runs=(on(1, RunKind.EASY, start=EVENING - 90),))
    known = replace(known, runs_by_week={**known.runs_by_week, MONDAY: known.runs})
    told = account(known, week(session(1)), week(), "kit.place_for_load")
    cause = told.of_day(session(1))
    assert cause is not None
    assert cause.rule == "interference.apart_from_runs"
    assert cause.sentence == "right beside the easy run"


# Phases


def cause_of(known: Facts, old: tuple[Phase, ...], new: tuple[Phase, ...]) -> tuple[str, str]:
    """Return why the first week that differs has another phase."""
    before, after = weeks(*old), weeks(*new)
    position = next(n for n, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1])
    cause = of_phase(known, rulebook(), after, before[position], after[position])
    return cause.rule, cause.sentence


def test_pain_is_the_cause_of_rehabilitation_and_calm_of_its_end() -> None:
    hurt = facts(conditions=[{"region": "achilles", "side": "left", "pain_during": 4}])
    rule, sentence = cause_of(hurt, (A,) * 8, (SORE,) * 8)
    assert rule == "safety.rehabilitation_first"
    assert sentence == "your Achilles tendon (left) is at 4 of 10"
    rule, sentence = cause_of(facts(), (SORE,) * 8, (A,) * 8)
    assert (rule, sentence) == (
        "safety.rehabilitation_first", "it is calm, so building goes on",
    )  # fmt: skip


def test_rehabilitation_without_pain_has_another_cause() -> None:
    rule, _ = cause_of(facts(), (A,) * 8, (SORE,) + (A,) * 7)
    assert rule != "safety.rehabilitation_first"


@pytest.mark.parametrize(
    ("name", "words"), [("Town ten", "Town ten is on"), (None, "your 10 km race is on")]
)
def test_a_race_nearby_is_the_cause_of_race_weeks(name: str | None, words: str) -> None:
    date = (MONDAY + dt.timedelta(days=20)).isoformat()
    told = {"date": date, "distance_m": 10_000, "priority": "A"}
    known = facts(races=[told if name is None else {**told, "name": name}])
    rule, sentence = cause_of(known, (A,) * 8, (A, A, RACE_WEEK, RECOVERY, A, A, A, A))
    assert rule == "race.calendar"
    assert sentence == f"{words} Sun 13 Dec"
    rule, sentence = cause_of(
        known,
        (A, A, RACE_WEEK, A, A, A, A, A),
        (A, A, RACE_WEEK, RECOVERY, A, A, A, A),
    )
    assert rule.startswith("race.")
    assert sentence == f"{words} Sun 13 Dec"


def test_the_season_rule_that_the_old_phase_costs_more_by_is_the_cause() -> None:
    rule, sentence = cause_of(facts(), (S, A, A, S, S, S, S, S), (A, A, A, S, S, S, S, S))
    assert rule.startswith("dose.")
    assert sentence[0].islower()


def test_a_phase_that_no_rule_asks_for_says_what_it_is_for() -> None:
    (old, *_), (new, *rest) = weeks(*(A,) * 8), weeks(P, *(A,) * 7)
    cause = of_phase(facts(), replace(rulebook(), season=()), (new, *rest), old, new)
    assert cause.rule == "dose.phase_methods"
    assert cause.sentence.startswith("it is there to ")


# Words


def test_pain_is_told_with_what_waits() -> None:
    gate = RegionGate(
        region=Region.SHIN, side=Side.LEFT, state=GateState.STOP, pain=4.0, ceiling=3.0,
        sentence="", evidence=("RB-01",),
    )  # fmt: skip
    assert gate_words(gate) == "your shin (left) is at 4 of 10"
    asked = replace(gate, asks_bone_questions=True)
    assert gate_words(asked).endswith("is at 4 of 10, and questions about the bone wait")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Legs carry the run.", "legs carry the run"),
        ("Tuesday is a rest day.", "Tuesday is a rest day"),
        ("RPE stays low", "RPE stays low"),
        ("A week holds legs.", "a week holds legs"),
        ("", ""),
    ],
)
def test_a_sentence_ends_another_one_with_a_small_letter_unless_it_is_a_name(
    sentence: str, words: str
) -> None:
    assert lower(sentence) == words

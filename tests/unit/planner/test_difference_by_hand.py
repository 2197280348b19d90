"""Two plans by hand: every kind of difference has its sentence and its cause."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.runners import MONDAY, Runner, away, document
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.domain.plan import (
    Block,
    BlockKind,
    Blocks,
    Change,
    Phase,
    Plan,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    PrescribedSet,
    Reason,
    Sides,
    Stop,
)
from ironstride.planner.difference import changes_between, changes_of_stop
from ironstride.planner.facts import Facts, facts_of
from tests.support.small_catalogue import small_catalogue

TUESDAY, WEDNESDAY = 1, 2
EVENING = 18 * 60
WHY = Reason(rule="recovery.spacing", evidence=("house",), sentence="Days apart settle better.")
NEED = Reason(rule="dose.legs", evidence=("house",), sentence="Legs carry the run.")
ON_THE_BAR = Reason(rule="kit.load_exists", evidence=("house",), sentence="The bar makes 45 kg.")
STOP = Stop(flag="RF-01", sentence="Chest pain.", see="a doctor today", blocks=Blocks.ALL)


def facts(**tables: Any) -> Facts:  # noqa: ANN401 (tables of the athlete file)
    """Return what is known of a runner with no runs and a bare room, for five weeks."""
    told = {"kit": "no-kit", "week": "no-runs", **tables}
    request = Runner(name="x", document=document(**told)).request(weeks=8, detail=8)
    return facts_of(replace(request, catalogue=small_catalogue()))


def work(
    exercise: str,
    sets: int = 2,
    *,
    reps: int = 8,
    load: float | None = None,
    rir: float = 2.0,
    kind: str = "working",
    reasons: tuple[Reason, ...] = (NEED,),
) -> PrescribedExercise:
    one = PrescribedSet(
        rest_seconds=60,
        reps=reps,
        load_kg=load,
        rir=rir,
        kind="warm-up" if kind == "warm-up" else "working",
    )
    return PrescribedExercise(
        exercise=exercise, side=Sides.BOTH, sets=(one,) * sets, reasons=reasons
    )


def session(
    day: int,
    *exercises: PrescribedExercise,
    start: int = EVENING,
    place: str = "home",
    reasons: tuple[Reason, ...] = (WHY,),
) -> PlannedSession:
    date = MONDAY + dt.timedelta(days=day)
    kinds = ((BlockKind.WARM_UP, work("bridge", 1)), *((BlockKind.SINGLE, e) for e in exercises))
    return PlannedSession(
        id=f"s-{date.isoformat()}",
        date=date,
        start_minute=start,
        place=place,
        title="Legs and calves",
        minutes_budget=30,
        minutes_planned=20,
        heavy_lower=False,
        contacts=0,
        blocks=tuple(Block(kind=k, exercises=(e,), seconds_planned=240) for k, e in kinds),
        reasons=reasons,
    )


def plan(*sessions: PlannedSession, phases: tuple[Phase, ...] = (Phase.ADAPTATION,) * 5) -> Plan:
    """Return a plan of some weeks, one phase each, with the sessions where their dates fall."""
    weeks = []
    for number, phase in enumerate(phases):
        start = MONDAY + dt.timedelta(weeks=number)
        mine = tuple(s for s in sessions if start <= s.date < start + dt.timedelta(weeks=1))
        weeks.append(PlannedWeek(start=start, phase=phase, light=False, sessions=mine, reasons=()))
    return Plan(
        today=MONDAY, seed=1, engine="test", stops=(), runs=(), weeks=tuple(weeks),
        analysis=(), proofs=(),
    )  # fmt: skip


def told(
    old: tuple[PlannedSession, ...], new: tuple[PlannedSession, ...], known: Facts | None = None
) -> Change:
    """Return the one change between two plans with some sessions."""
    (change,) = changes_between(plan(*old), plan(*new), known or facts())
    return change


SQUAT = work("chair-squat")
ONE = session(TUESDAY, SQUAT)


def test_a_session_that_only_lies_elsewhere_says_why_it_lies_there() -> None:
    change = told((ONE,), (session(WEDNESDAY, SQUAT),))
    assert (change.what, change.rule) == ("moved", "recovery.spacing")
    assert change.sentence == (
        "Tuesday's legs and calves moved back to Wednesday evening (18:00): "
        "days apart settle better."
    )


def test_a_session_without_reasons_lies_where_there_is_room() -> None:
    change = told((session(WEDNESDAY, SQUAT),), (session(TUESDAY, SQUAT, reasons=()),))
    assert "moved up to Tuesday evening (18:00): the week has room there" in change.sentence


def test_a_session_after_a_quality_run_of_the_day_says_so() -> None:
    known = facts()
    usual = Runner(
        name="x",
        document={
            **document(kit="no-kit"),
            "usual_week": [{"day": "wed", "start": "07:00", "kind": "tempo", "minutes": 40}],
        },
    )
    runs = facts_of(replace(usual.request(weeks=8), catalogue=small_catalogue()))
    change = told((ONE,), (session(WEDNESDAY, SQUAT),), replace(known, runs=runs.runs))
    assert "Wednesday evening (18:00), after the tempo:" in change.sentence


def test_what_has_no_room_is_left_out_and_what_comes_says_why() -> None:
    known = replace(facts(), switched_off=frozenset({"kit.place_for_load"}))
    out = told((ONE,), (), known)
    assert (out.what, out.rule) == ("dropped", "time.sessions_wanted")
    assert "left out: the week has no other room for it" in out.sentence
    added = told((), (ONE,))
    assert (added.what, added.rule) == ("added", "recovery.spacing")
    assert added.sentence.endswith("comes on Tuesday evening (18:00): days apart settle better.")
    bare = told((), (session(TUESDAY, SQUAT, start=13 * 60, reasons=()),))
    assert (bare.what, bare.rule) == ("added", "time.sessions_wanted")
    assert bare.sentence.endswith("comes on Tuesday afternoon (13:00): there is room for it.")


def test_a_session_that_the_week_no_longer_wants_is_not_put_down_to_a_soft_rule() -> None:
    two = (ONE, session(4, SQUAT))
    fewer = told(two, (session(4, SQUAT),), facts(sessions=1))
    assert fewer.rule == "time.sessions_wanted"
    assert fewer.sentence.endswith("is left out: the week wants one session.")
    light = Phase.RECOVERY
    changes = changes_between(
        plan(*two), plan(two[1], phases=(light,) + (Phase.ADAPTATION,) * 4), facts()
    )
    assert changes[0].sentence.endswith("is left out: volume comes down around the race.")


def test_the_runners_own_word_is_the_cause() -> None:
    known = facts()
    skipped = LoggedSession(session_id=ONE.id, date=ONE.date, skipped=True)
    left = told((ONE,), (), replace(known, logged_sessions=(skipped,)))
    assert left.sentence.endswith("is left out: you left it out.")
    pinned = facts(pins=[{"date": ONE.date.isoformat(), "session": "none"}])
    by_hand = told((ONE,), (), pinned)
    assert (by_hand.rule, by_hand.sentence[-14:]) == ("preference.pins", ": you said so.")


@pytest.mark.parametrize(
    ("place", "words"), [(None, "you are away."), ("home", "you are away, at home.")]
)
def test_days_away_are_the_cause(place: str | None, words: str) -> None:
    known = facts(availability={"away": [away(4, 5), away(1, 2, place)]})
    change = told((ONE,), (), known)
    assert change.rule == "time.windows"
    assert change.sentence.endswith(words)


def test_fever_is_the_cause_of_a_day_without_training() -> None:
    known = facts(checkins=[{"date": MONDAY.isoformat(), "illness": "fever"}])
    change = told((session(0, SQUAT),), (), known)
    assert change.rule == "safety.contraindicated"
    assert "fever" in change.sentence


def test_another_start_or_place_on_the_same_day_is_told() -> None:
    later = told((ONE,), (session(TUESDAY, SQUAT, start=19 * 60),))
    assert later.what == "moved"
    assert "starts at 19:00 instead of 18:00" in later.sentence
    known = facts(places=({"id": "garden"},))
    garden = told((ONE,), (session(TUESDAY, SQUAT, place="garden"),), known)
    assert "starts at 18:00 at the garden instead of 18:00" in garden.sentence


def test_a_day_beyond_this_week_is_told_with_its_date() -> None:
    change = told((session(8, SQUAT),), ())
    assert change.sentence.startswith("Tue 1 Dec's legs and calves is left out")


def test_exercises_that_go_come_or_change_places_are_named() -> None:
    into = told((ONE,), (session(TUESDAY, work("bridge")),))
    assert "legs and calves: Bridge instead of Chair squat. Why: " in into.sentence
    assert (into.what, into.rule) == ("content", "dose.muscles")
    without = told((session(TUESDAY, SQUAT, work("bridge")),), (ONE,))
    assert "legs and calves: without Bridge. Why: " in without.sentence
    more = told((ONE,), (session(TUESDAY, SQUAT, work("bridge"), work("plank")),))
    assert "legs and calves: with Bridge and Plank as well. Why: " in more.sentence


def test_many_exercises_are_summed_up_and_unknown_ones_keep_their_id() -> None:
    many = tuple(work(each) for each in ("bridge", "plank", "push-up", "step-up", "beach-press"))
    change = told((ONE,), (session(TUESDAY, SQUAT, *many),))
    assert "with Bridge, Plank, Push up and 2 more as well" in change.sentence
    odd = told((session(TUESDAY, SQUAT, work("beach-press")),), (ONE,))
    assert "without beach-press" in odd.sentence


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ((3, {}), (2, {}), "fewer sets of each"),
        ((2, {}), (3, {}), "more sets of each"),
        ((2, {"load": 40.0}), (2, {"load": 42.5}), "Bridge with 42.5 kg instead of 40 kg"),
        ((2, {"rir": 1.0}), (2, {"rir": 3.0}), "more left in reserve"),
    ],
    ids=["fewer", "more", "load", "reserve"],
)
def test_the_same_exercises_dosed_otherwise_say_how(
    old: tuple[int, dict[str, Any]], new: tuple[int, dict[str, Any]], words: str
) -> None:
    def of(sets: int, dose: dict[str, Any]) -> PlannedSession:
        return session(
            TUESDAY, work("bridge", sets, **dose), work("plank", sets, **{**dose, "load": None})
        )

    change = told((of(*old),), (of(*new),))
    assert words in change.sentence
    assert change.rule is not None
    assert " Why: " in change.sentence


def test_more_in_reserve_of_some_exercises_names_them() -> None:
    change = told(
        (session(TUESDAY, SQUAT, work("bridge", 3, rir=2.0), work("plank", 2)),),
        (session(TUESDAY, SQUAT, work("bridge", 3, rir=3.0), work("plank", 2)),),
    )
    assert "more left in reserve with Bridge." in change.sentence


def test_one_exercise_with_other_sets_is_named() -> None:
    change = told(
        (session(TUESDAY, SQUAT, work("bridge", 3), work("plank", 2)),),
        (session(TUESDAY, SQUAT, work("bridge", 2), work("plank", 3)),),
    )
    assert "fewer sets of Bridge; more sets of Plank" in change.sentence


def test_loads_that_the_kit_makes_are_the_cause_of_other_loads() -> None:
    change = told(
        (session(TUESDAY, work("bridge", load=40.0)),),
        (session(TUESDAY, work("bridge", load=45.0, reasons=(NEED, ON_THE_BAR))),),
    )
    assert (change.rule, change.sentence[-26:]) == (
        "kit.load_exists", "made with the kit at home.",
    )  # fmt: skip


def test_one_repetition_more_or_another_warm_up_set_is_no_change_to_tell() -> None:
    new = session(TUESDAY, work("chair-squat", reps=9), work("bridge", kind="warm-up"))
    assert changes_between(plan(ONE), plan(new), facts()) == ()


def test_what_is_gone_because_of_a_hard_rule_names_the_rule() -> None:
    bar = session(TUESDAY, SQUAT, work("back-squat", load=60.0))
    change = told((bar,), (ONE,))
    assert change.rule is not None
    assert change.rule.startswith("kit.")
    assert "without Back squat" in change.sentence


def test_a_cause_that_holds_for_two_exercises_is_told_once() -> None:
    bars = session(TUESDAY, SQUAT, work("back-squat", load=60.0), work("deadlift", load=60.0))
    change = told((bars,), (ONE,))
    assert "without Back squat and Deadlift. Why: " in change.sentence
    why = change.sentence.partition(" Why: ")[2].rstrip(".").split("; ")
    assert len(why) == len(set(why))


def test_a_short_night_is_the_cause_of_fewer_sets() -> None:
    known = facts(checkins=[{"date": MONDAY.isoformat(), "sleep_hours": 4}])
    change = told((session(0, work("dead-bug", 3)),), (session(0, work("dead-bug", 2)),), known)
    assert change.rule == "safety.effort"
    assert "a short night" in change.sentence


def test_pain_is_no_cause_of_a_swap_that_has_nothing_to_do_with_the_region() -> None:
    known = facts(conditions=[{"region": "wrist", "side": "left", "pain_during": 3}])
    change = told((ONE,), (session(TUESDAY, work("bridge")),), known)
    assert "wrist" not in change.sentence
    assert change.rule == "dose.muscles"


def test_each_group_of_exercises_has_its_own_cause_and_what_followed_says_so() -> None:
    known = facts(conditions=[{"region": "knee-front", "side": "left", "pain_during": 6}])
    old = session(TUESDAY, SQUAT, work("push-up"), work("dead-bug", 3))
    new = session(TUESDAY, work("plank"), work("dead-bug", 2))
    change = told((old,), (new,), known)
    assert change.sentence == (
        "Tuesday's legs and calves: without Chair squat. Why: your front of the knee (left) is at "
        "6 of 10. To fit what is left: Plank instead of Push up; fewer sets of Dead bug."
    )
    assert change.rule == "safety.contraindicated"
    assert (change.session, change.dates) == ("s-2026-11-24", (old.date,))


def test_another_phase_is_the_cause_of_other_work_and_later_blocks_follow() -> None:
    a, s, p = Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER
    content, first, later = changes_between(
        plan(ONE, phases=(a,) * 8),
        plan(session(TUESDAY, work("bridge")), phases=(p, s, s, s, s, s, s, s)),
        facts(),
    )
    assert content.rule == "dose.phase_methods"
    assert "Why: the week is there to " in content.sentence
    assert first.what == later.what == "phase"
    assert "The week of 23 Nov: power instead of adaptation:" in first.sentence
    assert later.sentence.startswith("Weeks after it change with that: 30 Nov maximum strength,")
    assert later.sentence.endswith(" and 3 more.")


@pytest.mark.parametrize("light", [True, False])
def test_a_lighter_week_is_the_cause_of_less_work(light: bool) -> None:  # noqa: FBT001 (a case)
    def with_light(made: Plan, *, is_light: bool) -> Plan:
        return replace(made, weeks=(replace(made.weeks[0], light=is_light), *made.weeks[1:]))

    content, phase = changes_between(
        with_light(plan(ONE), is_light=not light),
        with_light(plan(session(TUESDAY, work("bridge"))), is_light=light),
        facts(),
    )
    words = "the week is a lighter one" if light else "the week is no lighter one"
    assert words in content.sentence
    assert ("(a lighter week) instead" in phase.sentence) is light


def test_what_was_missed_is_told_and_is_the_cause_of_what_comes() -> None:
    thursday = replace(facts(), today=MONDAY + dt.timedelta(days=3))
    old = plan(session(0, SQUAT), session(TUESDAY, SQUAT), session(4, SQUAT))
    new = plan(session(4, work("bridge")))
    first, second, content = changes_between(old, new, thursday)
    assert first.what == second.what == "missed"
    assert first.sentence.startswith("Mon 23 Nov's legs and calves was not done.")
    assert "Mon 23 Nov's and Tue 24 Nov's sessions were not done" in content.sentence
    lifted = LoggedSet(exercise="bridge", date=MONDAY, order=0, reps=8)
    one, content = changes_between(old, new, replace(thursday, lifts=(lifted,)))
    assert one.sentence.startswith("Tue 24 Nov's")
    assert "Why: Tue 24 Nov's legs and calves was not done" in content.sentence
    done = replace(lifted, date=MONDAY + dt.timedelta(days=2), session_id=session(TUESDAY).id)
    (content,) = changes_between(old, new, replace(thursday, lifts=(lifted, done)))
    assert content.what == "content"


def test_what_changes_beside_another_session_follows_from_it() -> None:
    moved, content = changes_between(
        plan(ONE, session(4, SQUAT)),
        plan(session(WEDNESDAY, SQUAT), session(4, work("bridge"))),
        facts(),
    )
    assert moved.what == "moved"
    assert content.rule == moved.rule
    assert content.sentence.endswith("Why: it follows from the other session of the week.")


@pytest.mark.parametrize(
    ("days", "words"),
    [((15,), "one session is planned anew"), ((15, 22, 24), "3 sessions are planned anew")],
)
def test_weeks_far_ahead_are_told_in_one_sentence(days: tuple[int, ...], words: str) -> None:
    old = plan(*(session(day, SQUAT) for day in days))
    new = plan(*(session(day, work("bridge")) for day in days))
    (change,) = changes_between(old, new, facts())
    assert change.rule == "dose.phase_methods"
    assert change.sentence.startswith(f"From Tue 8 Dec on {words}")


def test_weeks_that_the_old_plan_did_not_have_are_no_change() -> None:
    short = plan(ONE, phases=(Phase.ADAPTATION,))
    assert changes_between(short, plan(ONE, session(8, SQUAT)), facts()) == ()


def test_a_stop_tells_what_is_out_only_where_something_was_planned() -> None:
    assert changes_of_stop(None, (STOP,), MONDAY) == ()
    assert changes_of_stop(plan(ONE), (), MONDAY) == ()
    assert changes_of_stop(plan(ONE), (STOP,), MONDAY + dt.timedelta(days=2)) == ()
    (change,) = changes_of_stop(plan(ONE), (STOP,), MONDAY)
    assert change.sentence == (
        "All training stops, and 1 session is out: Chest pain. See: a doctor today."
    )

"""Wishes that cannot hold together: the fewest go, each says why, and the plan keeps the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.runners import MONDAY, Runner, away, document, window
from ironstride.domain.athlete import Forbidden, Limit, Pin
from ironstride.domain.exercise import Catalogue
from ironstride.domain.performance import LoggedSession
from ironstride.domain.plan import Dropped, Plan
from ironstride.planner.request import PlanRequest
from ironstride.planner.solve import make_plan
from tests.support.small_catalogue import small_catalogue

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TUESDAY, FRIDAY = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=4)
EVENING = 18 * 60


def asked(
    *,
    pins: tuple[Pin, ...] = (),
    limits: tuple[Limit, ...] = (),
    today: dt.date = MONDAY,
    **tables: Any,  # noqa: ANN401 (tables of the athlete file)
) -> PlanRequest:
    """Return the request for one week of a runner without kit and runs; small catalogue."""
    told = {"kit": "no-kit", "week": "no-runs", **tables}
    request = Runner(name="x", document=document(**told), today=today).request(weeks=3, detail=1)
    athlete = replace(request.athlete, pins=pins, limits=limits)
    return replace(request, athlete=athlete, catalogue=small_catalogue())


def planned(request: PlanRequest) -> Plan:
    return make_plan(request, preview=True)


def only(plan: Plan) -> Dropped:
    """Return the one conflict of a plan."""
    (found,) = plan.conflict
    return found


def swap_notes(plan: Plan) -> list[str]:
    return [note for note in plan.notes if note.startswith("The swap")]


def dates(plan: Plan) -> list[dt.date]:
    return [s.date for s in plan.weeks[0].sessions]


def exercises(plan: Plan) -> set[str]:
    return {
        e.exercise
        for session in plan.weeks[0].sessions
        for block in session.blocks
        if block.kind != "warm-up"
        for e in block.exercises
    }


def place(date: dt.date, start: int | None = None) -> Pin:
    return Pin(date=date, start_minute=start, session="place")


def swap(date: dt.date, exercise: str, instead_of: str | None = None) -> Pin:
    return Pin(date=date, exercise=exercise, instead_of=instead_of)


def by_the_physio(**limit: Any) -> Limit:  # noqa: ANN401 (fields of a limit)
    return Limit(set_by="Physiotherapist", **limit)


# Placements


def test_a_session_put_on_a_rest_day_goes_and_the_rest_day_is_named() -> None:
    plan = planned(asked(pins=(place(FRIDAY),), availability={"rest_days": ["fri"]}))
    lost = only(plan)
    assert lost.rule == "preference.pins"
    assert lost.what == f"the session on Friday {FRIDAY.isoformat()}"
    assert "rest day" in lost.remedy
    assert FRIDAY not in dates(plan)
    assert len(dates(plan)) == 2


def test_of_two_edits_that_contradict_each_other_the_first_is_kept() -> None:
    both = (place(TUESDAY), Pin(date=TUESDAY, session="none"))
    plan = planned(asked(pins=both))
    assert TUESDAY in dates(plan)
    assert "you both put a session on 2026-11-24 and took it out" in only(plan).remedy
    assert only(plan).check == "pins-contradict"
    other = planned(asked(pins=both[::-1]))
    assert TUESDAY not in dates(other)
    assert only(other).rule == "preference.pins"


def test_of_two_sessions_put_on_one_day_one_is_kept_and_the_other_named_with_its_time() -> None:
    plan = planned(asked(pins=(place(TUESDAY, 7 * 60), place(TUESDAY, EVENING))))
    assert dates(plan).count(TUESDAY) == 1
    assert only(plan).what.endswith("at 18:00")


def test_edits_that_can_hold_are_kept_without_a_word() -> None:
    plan = planned(asked(pins=(place(TUESDAY, EVENING), place(FRIDAY))))
    assert plan.conflict == ()
    assert dates(plan) == [TUESDAY, FRIDAY]
    assert plan.weeks[0].sessions[0].start_minute == EVENING


def test_an_edit_of_a_day_that_is_over_is_no_conflict() -> None:
    late = asked(
        pins=(place(TUESDAY),), today=MONDAY + dt.timedelta(days=3),
        availability={"rest_days": ["tue"]},
    )  # fmt: skip
    assert planned(late).conflict == ()


# Swaps


@pytest.mark.parametrize(
    ("exercise", "words"),
    [("back-squat", "kit"), ("beach-press", "it is no exercise for a session")],
)
def test_a_swap_to_what_the_session_cannot_hold_says_what_forbids_it(
    exercise: str, words: str
) -> None:
    pins = (place(TUESDAY), swap(TUESDAY, exercise, "chair-squat"))
    plan = planned(asked(pins=pins))
    lost = only(plan)
    assert (lost.rule, lost.what) == ("preference.swaps", f"{exercise} on {TUESDAY.isoformat()}")
    assert words in lost.remedy.lower()
    assert exercise not in exercises(plan)
    assert TUESDAY in dates(plan)


def test_a_swap_that_can_be_is_kept_and_one_of_a_day_without_session_says_where_one_lies() -> None:
    pins = (place(TUESDAY), swap(TUESDAY, "step-up"), swap(FRIDAY, "split-squat"))
    plan = planned(asked(pins=(*pins, Pin(date=FRIDAY, session="none"))))
    assert plan.conflict == ()
    (note,) = swap_notes(plan)
    assert note.startswith(
        f"The swap to split-squat on {FRIDAY.isoformat()} isn't used: no session"
    )
    assert f"Swap on Tuesday {TUESDAY.isoformat()} or " in note
    assert note.endswith(f"put a session on {FRIDAY.isoformat()} by hand.")
    tuesday = next(s for s in plan.weeks[0].sessions if s.date == TUESDAY)
    assert "step-up" in {e.exercise for b in tuesday.blocks for e in b.exercises}


def test_a_swap_after_the_last_week_says_that_the_plan_ends_before() -> None:
    late = MONDAY + dt.timedelta(weeks=3)
    assert swap_notes(planned(asked(pins=(swap(late - dt.timedelta(days=1), "step-up"),)))) == []
    (note,) = swap_notes(planned(asked(pins=(swap(late, "step-up"),))))
    assert f"step-up on {late.isoformat()}" in note
    assert "more weeks" in note


def test_a_swap_in_a_week_without_sessions_is_to_be_left_out() -> None:
    pins = tuple(Pin(date=MONDAY + dt.timedelta(days=d), session="none") for d in range(7))
    (note,) = swap_notes(planned(asked(pins=(*pins, swap(FRIDAY, "step-up")))))
    assert "Leave it out" in note


def test_a_swap_of_the_session_that_was_done_today_is_let_go() -> None:
    request = asked(pins=(swap(MONDAY, "step-up"), Pin(date=MONDAY, session="none")))
    done = LoggedSession(session_id="elsewhere", date=MONDAY)
    assert swap_notes(planned(replace(request, logged_sessions=(done,)))) == []
    assert len(swap_notes(planned(request))) == 1


def test_swaps_for_which_the_minutes_do_not_do_ask_for_more_minutes() -> None:
    many = ("step-up", "split-squat", "push-up", "plank", "bridge", "dead-bug", "calf-raise")
    pins = (place(TUESDAY), *(swap(TUESDAY, each) for each in many))
    plan = planned(asked(pins=pins, minutes=10))
    lost = {each.what.split(" ")[0] for each in plan.conflict}
    assert lost < set(many), "the fewest go, and the rest stays"
    tuesday = next(s for s in plan.weeks[0].sessions if s.date == TUESDAY)
    assert set(many) & {e.exercise for b in tuesday.blocks for e in b.exercises} == set(many) - lost
    assert all(each.proven and "at least" in each.remedy for each in plan.conflict)
    assert TUESDAY in dates(plan)


# Minutes and limits


def test_sessions_too_short_for_anything_ask_for_more_minutes() -> None:
    request = asked()
    short = replace(request.athlete.availability, minutes=2)
    plan = planned(replace(request, athlete=replace(request.athlete, availability=short)))
    lost = only(plan)
    assert lost.what == "sessions of 2 minutes"
    assert "Give at least 3 minutes" in lost.remedy
    assert dates(plan) == []


def test_what_one_limit_requires_and_another_forbids_is_for_those_who_set_them() -> None:
    limits = (
        by_the_physio(require="push-up"),
        by_the_physio(forbid=Forbidden.EXERCISE, exercise="push-up"),
    )
    plan = planned(asked(limits=limits))
    lost = only(plan)
    assert "push-up is required" in lost.what
    assert lost.remedy.startswith("Ask Physiotherapist: ")
    assert lost.rule is None
    assert dates(plan) == []
    assert plan.weeks[0].reasons


def test_what_is_required_and_needs_kit_says_so() -> None:
    plan = planned(asked(limits=(by_the_physio(require="back-squat"),)))
    assert "back-squat is required" in only(plan).what
    assert "kit" in only(plan).remedy.lower()


def test_what_is_required_is_in_every_session_where_it_can_be() -> None:
    plan = planned(asked(limits=(by_the_physio(require="push-up"),)))
    assert plan.conflict == ()
    assert dates(plan)
    for session in plan.weeks[0].sessions:
        assert "push-up" in {e.exercise for b in session.blocks for e in b.exercises}


def test_more_is_required_than_the_minutes_hold() -> None:
    wanted = ("push-up", "bridge", "split-squat", "plank", "step-up")
    plan = planned(asked(minutes=8, limits=tuple(by_the_physio(require=e) for e in wanted)))
    lost = only(plan)
    assert (lost.what, lost.rule) == ("sessions of 8 minutes", "time.session_minutes")
    assert "Bridge, Plank, Push up, Split squat, Step up" in lost.remedy
    assert dates(plan) == []


def test_what_is_required_from_thursday_on_does_not_fit_there() -> None:
    wanted = ("push-up", "bridge", "split-squat", "plank", "step-up")
    thursday = MONDAY + dt.timedelta(days=3)
    limits = tuple(by_the_physio(require=e, set_on=thursday) for e in wanted)
    plan = planned(asked(minutes=8, limits=limits, pins=(place(TUESDAY), place(FRIDAY))))
    lost = only(plan)
    assert (lost.rule, lost.check) == ("preference.pins", "required-minutes")
    assert "Give at least" in lost.remedy
    assert "move it to" in lost.remedy
    assert len(dates(plan)) == 2, "before Thursday there is room for both"


def test_where_nothing_is_left_that_may_be_done_it_is_said() -> None:
    request = asked()
    bar = small_catalogue().by_id["back-squat"]
    bare = Catalogue(exercises=(bar,), muscles=(), equipment=(), by_id={bar.id: bar})
    plan = planned(replace(request, catalogue=bare))
    assert only(plan).what == "strength sessions for now"
    assert dates(plan) == []


# Weeks


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (DAYS, "None of them fit between your runs, windows and rest days: free Monday, Tuesday"),
        (
            DAYS[1:],
            "Only 1 of them fit between your runs, windows and rest days: ask for 1 session",
        ),
    ],
)
def test_rest_days_that_leave_too_few_days_say_what_to_free(
    rest: tuple[str, ...], words: str
) -> None:
    plan = planned(asked(sessions=3, availability={"rest_days": list(rest)}))
    lost = only(plan)
    assert (lost.what, lost.rule) == ("3 sessions a week", "time.sessions_wanted")
    assert words in lost.remedy
    assert len(dates(plan)) == 7 - len(rest)


@pytest.mark.parametrize(
    "tables",
    [
        {"availability": {"away": [away(0, 6)]}},
        {"availability": {"rest_days": list(DAYS[1:]), "away": [away(0, 0, "home")]}},
        {
            "availability": {"rest_days": list(DAYS[1:])},
            "checkins": [{"date": MONDAY.isoformat(), "illness": "fever"}],
        },
        {"availability": {"rest_days": list(DAYS[1:])}, "limits": (by_the_physio(max_contacts=5),)},
        {"availability": {"rest_days": list(DAYS[1:])}, "pins": (place(MONDAY),)},
        {"availability": {"windows": [window("mon 17:00-20:00")]}, "today": TUESDAY},
    ],
    ids=["away-all-week", "away-one-day", "ill", "limited", "edited", "begun"],
)
def test_a_week_with_something_of_its_own_has_fewer_sessions_without_a_conflict(
    tables: dict[str, Any],
) -> None:
    plan = planned(asked(sessions=3, **tables))
    assert plan.conflict == ()
    assert len(dates(plan)) <= 1


def test_a_conflict_of_every_week_is_told_once() -> None:
    request = replace(asked(sessions=3, availability={"rest_days": list(DAYS[1:])}), detail=3)
    assert only(planned(request)).rule == "time.sessions_wanted"

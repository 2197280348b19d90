"""What a season must do for whom, read from seasons as they are found."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from benchmarks.named_runners import GYM_LOG, NAMED
from benchmarks.runners import BODY, MONDAY, Runner, away, document, race, run
from ironstride.domain.exercise import Need
from ironstride.domain.plan import Phase
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import history_of
from ironstride.planner.needs import LEG_NEEDS, whole_targets
from ironstride.planner.rulebook import rulebook
from ironstride.planner.season import SeasonWeek, solve_season
from ironstride.planner.season_facts import is_peak
from ironstride.planner.slots import windows_on
from ironstride.planner.wanted import wanted_sessions

A, S, P, M = Phase.ADAPTATION, Phase.MAXIMUM_STRENGTH, Phase.POWER, Phase.MAINTENANCE
T, R, RECOVERY, OFF = Phase.TAPER, Phase.RACE, Phase.RECOVERY, Phase.OFF


def facts_with(weeks: int | None = None, *, log: Any = None, **more: Any) -> Facts:  # noqa: ANN401 (tables of the athlete file)
    fields = {"kit": "gym", "experience": "intermediate", **more}
    runner = Runner(name="asked", document=document(**fields), log=log or {})
    return facts_of(runner.request(weeks=weeks, detail=1))


def season_of(weeks: int | None = 24, **more: Any) -> tuple[SeasonWeek, ...]:  # noqa: ANN401 (tables of the athlete file)
    return solve_season(facts_with(weeks, **more), rulebook().season).weeks


def phases_of(weeks: int | None = 24, **more: Any) -> list[Phase]:  # noqa: ANN401 (tables of the athlete file)
    return [week.phase for week in season_of(weeks, **more)]


def blocks(found: list[Phase]) -> list[tuple[Phase, int]]:
    return [(phase, len(list(group))) for phase, group in itertools.groupby(found)]


@pytest.mark.parametrize(
    "screening", [{"clearance_needed": True}, {"pregnant": True}, {"postpartum_weeks": 4}]
)
def test_who_may_neither_load_nor_jump_does_base_work_with_lighter_weeks(
    screening: dict[str, object],
) -> None:
    found = season_of(screening=screening)
    assert {week.phase for week in found} == {A}
    assert 3 <= sum(week.light for week in found) <= 6


def test_a_taper_and_a_race_need_nobody_s_leave() -> None:
    found = phases_of(None, screening={"clearance_needed": True}, races=[race("10k", 11)])
    assert found[-3:] == [T, R, RECOVERY]
    assert not {S, P} & set(found)


def test_a_lifter_whom_no_kit_loads_jumps_more_and_has_no_strength_block() -> None:
    bare = phases_of(kit="no-kit")
    assert S not in bare
    assert bare.count(P) > phases_of(kit="gym").count(P)


def test_a_junior_who_lifts_learns_longer_and_has_no_strength_block() -> None:
    found = blocks(phases_of(age=16))
    assert found[0][0] is A
    assert found[0][1] > blocks(phases_of())[0][1]
    assert S not in dict(found)


def test_masters_begin_with_a_longer_base() -> None:
    assert blocks(phases_of(age=66))[0] == (A, blocks(phases_of(age=36))[0][1] + 1)


def test_ten_weeks_build_before_a_race_where_they_exist() -> None:
    found = phases_of(None, races=[race("half", 7, "B"), race("marathon", 17)])
    assert M not in found
    assert sum(phase in {A, S, P} for phase in found[:16]) >= 14


@pytest.mark.parametrize(("weeks", "told"), [(10, True), (11, False)])
def test_fewer_than_ten_weeks_to_a_race_are_told(weeks: int, told: bool) -> None:  # noqa: FBT001 (a column of the cases)
    notes = facts_with(races=[race("10k", weeks)]).notes
    assert any("judge it by a later race" in note for note in notes) is told


def test_weeks_of_lifting_behind_count_towards_the_ten() -> None:
    notes = facts_with(races=[race("10k", 8)], log=GYM_LOG).notes
    assert not any("judge it by a later race" in note for note in notes)
    (note,) = (n for n in facts_with(races=[race("10k", 2)]).notes if "strength work" in n)
    assert note == (
        "Until the taper for your race on Sun 13 Dec there is time for 1 week of strength "
        "work in all. It shows in running after about 10: judge it by a later race."
    )


@pytest.mark.parametrize(
    ("event", "priority", "weeks"),
    [("10k", "A", 1), ("half", "A", 1), ("marathon", "A", 2), ("50k", "A", 3), ("10k", "B", 0),
     ("half", "B", 1), ("marathon", "C", 0)],
)  # fmt: skip
def test_recovery_follows_a_race_by_its_distance(event: str, priority: str, weeks: int) -> None:
    assert phases_of(races=[race(event, 12, priority)]).count(RECOVERY) == weeks


def test_an_a_race_has_its_taper_a_b_race_its_week_a_c_race_neither() -> None:
    for priority, expected in (("A", (T, R)), ("B", (P, R))):
        found = phases_of(races=[race("10k", 14, priority)])
        assert (found[13], found[14]) in {expected, (S, R)}
    assert not {T, R} & set(phases_of(races=[race("10k", 14, "C")]))


def test_between_races_strength_is_kept_with_one_session_at_full_load() -> None:
    facts = facts_with(24, races=[race("10k", w, "B") for w in (8, 12, 16)])
    found = solve_season(facts, rulebook().season).weeks
    between = [found[w] for w in (9, 10, 11, 13, 14, 15)]
    assert {week.phase for week in between} == {M}
    assert {wanted_sessions(facts, week).sessions for week in between} == {1}


def test_masters_keep_strength_with_two_sessions() -> None:
    facts = facts_with(24, age=66, races=[race("10k", w, "B") for w in (8, 12)])
    assert wanted_sessions(facts, solve_season(facts, rulebook().season).weeks[9]).sessions == 2


def test_a_week_that_keeps_asks_a_third_to_a_half_of_the_sets() -> None:
    facts = facts_with(24)
    totals = {}
    for phase in (S, M):
        week = SeasonWeek(start=facts.weeks[3], phase=phase, light=False)
        history = history_of(facts, (), week.start)
        sets = whole_targets(facts, week, history)
        totals[phase] = sum(sets.get(n, 0) for n in (Need.LEGS_KNEE, Need.LEGS_HIP))
    assert 1 / 3 <= totals[M] / totals[S] <= 2 / 3


@pytest.mark.parametrize(("weeks", "after"), [(1, {S}), (2, {S}), (3, {A}), (5, {A})], ids=str)
def test_after_time_off_work_begins_where_the_break_leaves_it(
    weeks: int, after: set[Phase]
) -> None:
    gone = {"away": [away(35, 35 + 7 * weeks - 1)]}
    found = blocks(phases_of(log=GYM_LOG, availability=gone))
    position = next(i for i, (phase, _) in enumerate(found) if phase is OFF)
    assert found[position][1] == weeks
    assert found[position + 1][0] in after
    if after == {A}:
        assert found[position + 1][1] in {2, 3}


def test_who_lifts_already_starts_with_strength_and_who_does_not_with_a_base() -> None:
    assert phases_of(log=GYM_LOG)[0] is S
    assert phases_of()[0] is A
    long_ago = {ago + 60: rows for ago, rows in GYM_LOG.items()}
    assert phases_of(log=long_ago)[0] is A


def test_a_fortnight_in_a_hotel_holds_the_light_week() -> None:
    found = season_of(places=(BODY,), availability={"away": [away(35, 48, "home")]})
    assert any(week.light or week.phase is M for week in found[5:7])


def test_after_the_last_race_comes_a_new_base_and_between_two_it_does_not() -> None:
    last = phases_of(None, races=[race("marathon", 20)])
    assert last[-2:] == [RECOVERY, RECOVERY]
    longer = phases_of(30, races=[race("marathon", 20)])
    assert longer[23:26] == [A, A, A]
    two = phases_of(None, races=[race("half", 14), race("marathon", 30)])
    assert A not in two[15:]


def test_nothing_new_begins_in_the_weeks_before_a_race() -> None:
    for weeks in range(9, 22):
        found = phases_of(None, races=[race("10k", weeks)])
        begun = [w for w in range(1, len(found)) if found[w] is not found[w - 1]]
        assert not [w for w in begun if weeks - 3 <= w < weeks - 1 and found[w] in {A, S, P}], found


def test_every_fourth_to_sixth_week_is_light_and_ends_a_block_or_lies_in_it() -> None:
    found = season_of(52)
    light = [row for row, week in enumerate(found) if week.light]
    assert all(4 <= b - a <= 6 for a, b in itertools.pairwise([-1, *light]))
    assert not [row for row in light if row and found[row - 1].phase is not found[row].phase]


def test_slow_events_are_prepared_with_more_jumps_than_fast_ones() -> None:
    def races(minutes: float) -> list[dict[str, object]]:
        return [{**race("10k", 23), "goal_seconds": minutes * 60}]

    slow, fast = phases_of(None, races=races(58)), phases_of(None, races=races(38))
    assert slow.count(P) >= fast.count(P)
    assert max(n for phase, n in blocks(slow) if phase is S) <= 7
    facts = [facts_with(None, races=races(minutes)) for minutes in (58, 38)]
    week = SeasonWeek(start=facts[0].weeks[6], phase=S, light=False)
    power = [whole_targets(f, week, history_of(f, (), week.start))[Need.POWER] for f in facts]
    assert power[0] == power[1] + 2


def peaking() -> Facts:
    planned = [
        {
            "date": (MONDAY + dt.timedelta(weeks=w, days=2)).isoformat(),
            "start": "07:00",
            "kind": "easy",
            "minutes": 280 if w == 6 else 200,
        }
        for w in range(16)
    ]
    return facts_with(16, week="no-runs", planned_runs=planned)


def test_the_legs_lift_fewer_sets_in_the_week_that_runs_most() -> None:
    facts = peaking()
    assert [is_peak(facts, monday) for monday in facts.weeks].index(True) == 6
    assert sum(is_peak(facts, monday) for monday in facts.weeks) == 1
    sets = {}
    for row in (5, 6):
        week = SeasonWeek(start=facts.weeks[row], phase=S, light=False)
        wanted = whole_targets(facts, week, history_of(facts, (), week.start))
        sets[row] = sum(wanted.get(need, 0) for need in LEG_NEEDS)
    assert 0.5 <= sets[6] / sets[5] <= 0.75


def test_an_even_year_of_running_has_no_peak() -> None:
    facts = facts_with(52)
    assert not any(is_peak(facts, monday) for monday in facts.weeks)


def test_fast_work_begins_with_the_base_from_sixty_on() -> None:
    for age, wanted in ((36, 0), (66, 1)):
        facts = facts_with(24, age=age)
        week = SeasonWeek(start=facts.weeks[0], phase=A, light=False)
        found = whole_targets(facts, week, history_of(facts, (), week.start))
        assert found.get(Need.POWER, 0) == wanted


def test_named_runners_of_the_new_rules_have_seasons() -> None:
    for name in ("pregnant-lifter", "a-race-every-fourth-week", "a-fortnight-in-a-hotel"):
        facts = facts_of(NAMED[name].request(weeks=16, detail=1))
        assert len(solve_season(facts, rulebook().season).weeks) == 16


def test_a_run_that_everybody_runs_is_no_peak_on_its_own() -> None:
    usual = [run("wed 07:00 easy 40"), run("sun 09:00 long 90")]
    facts = facts_of(
        Runner(name="even", document={**document(), "usual_week": usual}).request(weeks=8)
    )
    assert not any(is_peak(facts, monday) for monday in facts.weeks)


def test_after_a_fever_come_rest_and_then_as_many_easy_days() -> None:
    fever = [
        {"date": (MONDAY - dt.timedelta(days=ago)).isoformat(), "illness": "fever"}
        for ago in (2, 1, 0)
    ]
    facts = facts_with(4, checkins=fever)
    days = [MONDAY + dt.timedelta(days=d) for d in range(7)]
    rest = [day for day in days if facts.permissions.on(day).all_blocked]
    easy = [
        day for day in days if day not in rest and not facts.permissions.on(day).heavy_lower_allowed
    ]
    assert rest
    assert rest[0] == MONDAY
    assert len(easy) >= 3
    assert min(easy) > max(rest)


def test_a_trip_trains_where_it_leads_and_time_away_without_a_place_is_off() -> None:
    trip = facts_with(
        8, places=(BODY,), availability={"away": [away(14, 20, "home"), away(28, 34)]}
    )
    found = solve_season(trip, rulebook().season).weeks
    assert found[4].phase is OFF
    assert wanted_sessions(trip, found[4]).sessions == 0
    assert wanted_sessions(trip, found[2]).sessions == 2
    places = {
        window.place
        for day in range(14, 21)
        for window in windows_on(trip, MONDAY + dt.timedelta(days=day))
    }
    assert places == {"home"}

"""Whatever races, tapers, hard runs and illnesses lie ahead, no test comes round on such a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ironstride.body.permissions import permissions
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.assessment import Assessment
from ironstride.domain.athlete import CheckIn, Illness, Race, RacePriority
from ironstride.domain.clock import monday_of
from ironstride.domain.plan import Phase
from ironstride.services import self_tests as service
from ironstride.services.retests import LOOK_AHEAD_DAYS, DaysForTests, dated
from tests.support.lifts import PROFILE, TODAY, athlete

DAY = dt.timedelta(days=1)
ahead = st.integers(0, 60).map(lambda n: TODAY + n * DAY)
races = st.builds(
    Race, date=ahead, distance_m=st.just(10_000.0), priority=st.sampled_from(RacePriority)
)


@given(
    st.sampled_from(self_tests()),
    st.lists(races, max_size=3),
    st.frozensets(ahead, max_size=20),
    st.dictionaries(ahead.map(monday_of), st.sampled_from(Phase), max_size=6),
    st.sampled_from(Illness),
    st.integers(-60, 30),
)
def test_no_test_comes_round_where_a_body_should_not_be_tested(
    test: Assessment,
    ahead_races: list[Race],
    hard: frozenset[dt.date],
    phases: dict[dt.date, Phase],
    illness: Illness,
    due_in: int,
) -> None:
    runner = replace(
        athlete(PROFILE),
        races=tuple(ahead_races),
        checkins=(CheckIn(date=TODAY, illness=illness),),
    )
    tested = service.Tested(athlete=runner, allowed=permissions(runner, TODAY))
    days = DaysForTests(tested=tested, phases=phases, hard_runs=hard, raced_in=frozenset())
    due = TODAY + due_in * DAY
    found = dated(days, test, due, TODAY, last=None)
    if found.on is None:
        return
    on = found.on
    assert max(due, TODAY) <= on <= TODAY + LOOK_AHEAD_DAYS * DAY
    assert bool(found.moved) is (on != max(due, TODAY))
    assert on - DAY not in hard
    assert phases.get(monday_of(on)) not in {Phase.RACE, Phase.TAPER}
    assert tested.refusal(test, on) is None
    for race in ahead_races:
        assert monday_of(race.date) != monday_of(on)
        assert not 0 <= (race.date - on).days <= 6
        assert race.priority is not RacePriority.A or not 0 <= (race.date - on).days <= 14

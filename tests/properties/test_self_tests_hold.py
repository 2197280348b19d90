"""Self-tests judged from both sides of every line, and never done where the body forbids them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from ironstride.body.assess import (
    NO_DIFFERENCE,
    against_norm,
    against_own,
    against_side,
    judge,
    occasions_of,
)
from ironstride.body.findings import effects_now, effects_of
from ironstride.body.gates import GateState
from ironstride.body.permissions import permissions
from ironstride.body.red_flags import RED_FLAGS
from ironstride.body.safe_to_test import refusal_of
from ironstride.body.verdicts import Occasion, Person, Position
from ironstride.catalogue import load
from ironstride.catalogue.self_tests import self_test, self_tests
from ironstride.domain.assessment import Assessment, Better, NormKind, TestUnit
from ironstride.domain.athlete import (
    CheckIn,
    Condition,
    Forbidden,
    Illness,
    Limit,
    Screening,
    SelfTest,
    Sex,
)
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Impact
from tests.support.lifts import PROFILE, TODAY, athlete

TESTS = self_tests()
SIDED = tuple(test for test in TESTS if test.per_side)
tests = st.sampled_from(TESTS)
sided = st.sampled_from(SIDED)
people = st.builds(
    Person,
    age=st.integers(14, 100),
    sex=st.sampled_from(Sex),
    body_mass_kg=st.floats(40, 120),
)


def values(test: Assessment) -> st.SearchStrategy[float]:
    low, high = test.range
    whole = test.unit in {TestUnit.REPS, TestUnit.ITEMS}
    return (
        st.integers(int(low), int(high)).map(float)
        if whole
        else st.floats(low, high).map(lambda v: round(v, 1))
    )


@given(sided, st.data())
def test_sides_differ_only_beyond_the_flag_and_beyond_the_error(
    test: Assessment, data: st.DataObject
) -> None:
    left, right = data.draw(values(test)), data.draw(values(test))
    found = against_side(test, left, right)
    rule = test.sides
    if rule is None:
        assert found.weaker is None
        return
    gap = round(abs(left - right), 6)
    limits = [rule.flag or 0.0, rule.detectable or 0.0, (rule.flag_share or 0.0) * max(left, right)]
    if gap <= round(max(limits), 6):
        assert found.weaker is None
        assert NO_DIFFERENCE in found.sentence
    else:
        worse = min if test.better is Better.MORE else max
        assert found.weaker is (Side.LEFT if worse(left, right) == left else Side.RIGHT)


@given(sided, st.data())
def test_sides_told_the_other_way_round_say_the_same(test: Assessment, data: st.DataObject) -> None:
    left, right = data.draw(values(test)), data.draw(values(test))
    other = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT, None: None}
    assert against_side(test, left, right).weaker is other[against_side(test, right, left).weaker]


@given(tests, st.data())
def test_a_change_counts_only_beyond_what_the_test_can_see(
    test: Assessment, data: st.DataObject
) -> None:
    before, value = data.draw(values(test)), data.draw(values(test))
    side = Side.LEFT if test.per_side else None
    rows = (
        SelfTest(test=test.id, date=TODAY - dt.timedelta(days=60), value=before, side=side),
        SelfTest(test=test.id, date=TODAY, value=value, side=side),
    )
    (own,) = against_own(test, occasions_of(rows))
    change = test.change
    if change is None or (change.below is not None and max(before, value) >= change.below):
        assert own.counts is None
    else:
        assert own.counts is (round(abs(before - value), 6) > change.detectable)


@given(people)
def test_interpolation_hits_the_points_and_lies_between_them(person: Person) -> None:
    test = self_test("heel-raise")
    (norm,) = test.norms
    assert norm.kind is NormKind.POINTS
    found = against_norm(test, norm, 20, person)
    rows = sorted((r for r in norm.rows if r.sex is person.sex), key=lambda r: r.first_age)
    age = person.age or 0
    if person.sex is Sex.UNSPECIFIED or not 20 <= age <= 80:
        assert found.expected is None
        return
    assert found.expected is not None
    for young, old in pairwise(rows):
        if young.first_age <= age <= old.first_age:
            assert (old.value or 0.0) <= found.expected <= (young.value or 0.0)
            if age in {young.first_age, old.first_age}:
                assert found.expected == (young if age == young.first_age else old).value


@given(tests, people, st.data())
def test_a_better_result_is_never_judged_worse_nor_flagged_more(
    test: Assessment, person: Person, data: st.DataObject
) -> None:
    order = [Position.WORSE, Position.TOLD, Position.WITHIN, Position.BETTER]
    low, high = sorted((data.draw(values(test)), data.draw(values(test))))
    worse, better = (low, high) if test.better is Better.MORE else (high, low)
    bad, good = (
        judge(test, (Occasion(date=TODAY, whole=value),), person) for value in (worse, better)
    )
    for one, other in zip(bad.norms, good.norms, strict=True):
        assert order.index(one.position) <= order.index(other.position)
    assert good.crossed <= bad.crossed


@given(tests, people, st.data())
def test_effects_in_force_are_those_of_the_newest_verdict(
    test: Assessment, person: Person, data: st.DataObject
) -> None:
    value = data.draw(values(test))
    side = Side.LEFT if test.per_side else None
    rows = (SelfTest(test=test.id, date=TODAY, value=value, side=side),)
    verdict = judge(test, occasions_of(rows), person)
    found = effects_of(test, verdict)
    assert effects_now(TESTS, rows, person, TODAY) == found
    assert all(effect.sentence and "{" not in effect.sentence for effect in found)


conditions = st.builds(
    Condition,
    region=st.sampled_from(Region),
    side=st.sampled_from(Side),
    active=st.booleans(),
    pain_during=st.none() | st.floats(0, 10),
)
limits = st.builds(
    Limit,
    set_by=st.just("Physiotherapist"),
    forbid=st.none() | st.sampled_from([f for f in Forbidden if f is not Forbidden.EXERCISE]),
    region=st.none() | st.sampled_from(Region),
    max_load_kg=st.none() | st.floats(1, 100),
    max_percent_1rm=st.none() | st.floats(30, 95),
    max_contacts=st.none() | st.integers(0, 50),
)


@given(
    tests,
    st.lists(conditions, max_size=3),
    st.lists(limits, max_size=2),
    st.sampled_from([None, *(flag.id for flag in RED_FLAGS)]),
    st.sampled_from(Illness),
    st.builds(
        Screening,
        clearance_needed=st.booleans(),
        systolic_mmhg=st.none() | st.integers(100, 200),
        pregnant=st.booleans(),
        postpartum_weeks=st.none() | st.integers(0, 60),
    ),
    st.integers(1930, 2012),
)
def test_no_test_is_allowed_that_a_flag_pain_a_screen_or_a_limit_forbids(
    test: Assessment,
    hurts: list[Condition],
    set_limits: list[Limit],
    flag: str | None,
    illness: Illness,
    screening: Screening,
    year: int,
) -> None:
    one = replace(
        athlete(replace(PROFILE, birth_year=year)),
        conditions=tuple(hurts),
        red_flags=() if flag is None else (flag,),
        checkins=(CheckIn(date=TODAY, illness=illness),),
        screening=screening,
    )
    lasting = permissions(one, TODAY)
    day = lasting.on(TODAY)
    shown = load().by_id[test.figure]
    if refusal_of(test, shown, lasting, tuple(set_limits), TODAY) is not None:
        return
    assert flag is None
    assert not day.all_blocked
    assert test.impact.level <= day.max_impact_level
    assert not test.maximal or (
        day.maximum_tests_allowed and day.heavy_lower_allowed and day.heavy_upper_allowed
    )
    assert not (test.supine and day.avoid_supine)
    assert not (test.fall_risk and day.avoid_fall_risk)
    for region, grade in test.loads.items():
        gate = day.gates.get(region)
        if gate is not None:
            assert grade <= gate.max_grade
            assert grade < 2 or gate.state is GateState.GO
    for limit in set_limits:
        if limit.forbid is Forbidden.ALL:
            assert limit.region is not None
            assert limit.region not in test.loads
        if limit.forbid is Forbidden.IMPACT and limit.region is None:
            assert test.impact is Impact.NONE
        if limit.max_load_kg is not None and limit.region is None:
            assert test.unit is not TestUnit.KILOGRAMS


@given(st.sampled_from([t for t in TESTS if t.loads]), st.floats(5.1, 10))
def test_pain_that_stops_a_region_stops_every_test_that_loads_it(
    test: Assessment, pain: float
) -> None:
    region = max(test.loads, key=lambda each: test.loads[each])
    assume(test.loads[region] > 1)
    hurt = Condition(region=region, side=Side.LEFT, pain_during=pain)
    one = replace(athlete(PROFILE), conditions=(hurt,))
    shown = load().by_id[test.figure]
    assert refusal_of(test, shown, permissions(one, TODAY), (), TODAY) is not None

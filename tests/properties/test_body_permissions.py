"""Red flags block all, more pain never permits more, and restrictions only take away."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ironstride.body.gates import Complaint, gate
from ironstride.body.permissions import Permissions, exercise_allowed, permissions
from ironstride.body.red_flags import RED_FLAGS, RedFlag
from ironstride.domain.athlete import Athlete, CheckIn, Condition, Illness, Screening
from ironstride.domain.body_region import Region, Side
from ironstride.domain.exercise import Avoid, Exercise, Impact
from ironstride.domain.performance import PainReport
from ironstride.domain.protocol import PainRule
from tests.support.lifts import PROFILE, TODAY, athlete, exercise

regions = st.sampled_from(Region)
sides = st.sampled_from(Side)
pains = st.none() | st.floats(0, 10)
pain_rules = st.none() | st.sampled_from(PainRule)
conditions = st.builds(
    Condition,
    region=regions,
    side=sides,
    active=st.booleans(),
    pain_rule=pain_rules,
    pain_during=pains,
    pain_after=pains,
    pain_next_morning=pains,
)
checkins = st.builds(
    CheckIn,
    date=st.integers(0, 5).map(lambda n: TODAY.replace(day=1 + n % 2)),
    sleep_hours=st.none() | st.floats(0, 12),
    soreness=pains,
    fatigue=pains,
    stress=pains,
    illness=st.sampled_from(Illness),
)
screenings = st.builds(
    Screening,
    clearance_needed=st.booleans(),
    cleared_by=st.none() | st.just("a doctor"),
    systolic_mmhg=st.none() | st.integers(90, 220),
    diastolic_mmhg=st.none() | st.integers(50, 140),
    pregnant=st.booleans(),
    postpartum_weeks=st.none() | st.integers(0, 60),
)
athletes = st.builds(
    lambda year, hurts, checks, screening: replace(
        athlete(replace(PROFILE, birth_year=year)),
        conditions=tuple(hurts),
        checkins=tuple(checks),
        screening=screening,
    ),
    st.integers(1935, 2011),
    st.lists(conditions, max_size=3),
    st.lists(checkins, max_size=2),
    screenings,
)
reports = st.builds(
    PainReport,
    date=st.just(TODAY),
    region=regions,
    side=sides,
    during=pains,
    after=pains,
    next_morning=pains,
)
exercises = st.builds(
    lambda impact, loaded, avoid, supine, falls, bent: replace(
        exercise(impact=impact, regions=loaded),
        avoid_when=tuple(avoid),
        supine=supine,
        fall_risk=falls,
        spinal_flexion_loaded=bent,
    ),
    st.sampled_from(Impact),
    st.dictionaries(regions, st.integers(0, 3), max_size=5),
    st.lists(st.builds(Avoid, region=regions, pain_over=st.floats(0, 10)), max_size=2),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def permits_no_more(strict: Permissions, loose: Permissions) -> None:
    """Assert that every permission of the stricter one is one of the looser too."""
    assert strict.max_impact_level <= loose.max_impact_level
    assert strict.heavy_lower_allowed <= loose.heavy_lower_allowed
    assert strict.heavy_upper_allowed <= loose.heavy_upper_allowed
    assert strict.all_blocked >= loose.all_blocked


@given(person=athletes, flag=st.sampled_from(RED_FLAGS), of=exercises)
def test_no_red_flag_leaves_anything(person: Athlete, flag: RedFlag, of: Exercise) -> None:
    flagged = replace(person, red_flags=(flag.id,))
    allowed = permissions(flagged, TODAY)
    assert allowed.all_blocked
    assert not allowed.impact_allowed
    assert exercise_allowed(of, allowed) is not None
    assert exercise_allowed(of, allowed.on(TODAY)) is not None


@given(
    region=regions,
    side=sides,
    pain_rule=pain_rules,
    one=st.floats(0, 10),
    other=st.floats(0, 10),
    answered=st.booleans(),
)
def test_more_pain_never_permits_more(
    region: Region,
    side: Side,
    pain_rule: PainRule | None,
    one: float,
    other: float,
    answered: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    answers = frozenset({(region, Side.BOTH)}) if answered else frozenset()
    low, high = (
        gate(Complaint(region=region, side=side, pain=pain, pain_rule=pain_rule), answers)
        for pain in sorted((one, other))
    )
    assert high.state.severity >= low.state.severity
    assert high.max_grade <= low.max_grade
    assert high.max_impact <= low.max_impact


@given(person=athletes, report=reports, of=exercises, more=st.floats(0, 10))
def test_more_pain_reported_never_permits_an_exercise_refused_before(
    person: Athlete, report: PainReport, of: Exercise, more: float
) -> None:
    if report.during is None:
        return
    worse = replace(report, during=min(10.0, report.during + more))
    loose = permissions(person, TODAY, pain_reports=(report,))
    strict = permissions(person, TODAY, pain_reports=(worse,))
    permits_no_more(strict, loose)
    if exercise_allowed(of, loose) is not None:
        assert exercise_allowed(of, strict) is not None


@given(person=athletes, condition=conditions, of=exercises)
def test_another_complaint_only_takes_away(
    person: Athlete, condition: Condition, of: Exercise
) -> None:
    loose = permissions(person, TODAY)
    strict = permissions(replace(person, conditions=(*person.conditions, condition)), TODAY)
    permits_no_more(strict, loose)
    if exercise_allowed(of, loose) is not None:
        assert exercise_allowed(of, strict) is not None


@given(person=athletes, days=st.integers(0, 5))
def test_a_day_never_permits_more_than_the_plan(person: Athlete, days: int) -> None:
    allowed = permissions(person, TODAY)
    date = TODAY.replace(day=TODAY.day + days)
    permits_no_more(allowed.on(date), allowed)
    assert (date in allowed.blocked_days) <= allowed.on(date).all_blocked


@given(person=athletes)
def test_whatever_is_taken_away_has_a_reason(person: Athlete) -> None:
    allowed = permissions(person, TODAY)
    restricted = (
        allowed.all_blocked
        or not allowed.heavy_lower_allowed
        or allowed.max_impact_level < 3
        or allowed.max_percent_1rm is not None
    )
    assert bool(allowed.findings) >= restricted
    assert all(f.sentence and f.evidence for f in allowed.findings)


@given(person=athletes, of=exercises)
def test_without_answers_no_bone_pain_leaves_impact(person: Athlete, of: Exercise) -> None:
    allowed = permissions(person, TODAY)
    asks = any(g.asks_bone_questions for g in allowed.gates.values())
    if asks and of.impact is not Impact.NONE:
        assert exercise_allowed(of, allowed) is not None

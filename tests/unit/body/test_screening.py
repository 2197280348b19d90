from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.body.screening import Screened, Withheld, screen
from ironstride.domain.athlete import Screening
from ironstride.domain.plan import Blocks
from tests.support.lifts import PROFILE, TODAY, athlete


def screened(screening: Screening, birth_year: int = 1990) -> Screened:
    person = athlete(replace(PROFILE, birth_year=birth_year))
    return screen(replace(person, screening=screening), TODAY)


def withheld(found: Screened) -> set[Withheld]:
    return {finding.withheld for finding in found.findings}


def test_a_healthy_adult_is_withheld_nothing() -> None:
    assert screened(Screening()) == Screened()


def test_wanted_clearance_withholds_heavy_and_jumps_until_somebody_is_named() -> None:
    wanted = screened(Screening(clearance_needed=True))
    assert {Withheld.HEAVY, Withheld.IMPACT} <= withheld(wanted)
    assert wanted.stops[0].blocks is Blocks.IMPACT
    assert screened(Screening(clearance_needed=True, cleared_by="a doctor")) == Screened()
    assert screened(Screening(clearance_needed=True, cleared_by="  ")) == wanted


@pytest.mark.parametrize(
    ("systolic", "diastolic", "stops"),
    [(180, 110, False), (181, 80, True), (120, 111, True), (None, 111, True), (181, None, True)],
)
def test_blood_pressure_over_either_number_stops_everything(
    systolic: int | None,
    diastolic: int | None,
    stops: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    found = screened(Screening(systolic_mmhg=systolic, diastolic_mmhg=diastolic))
    assert bool(found.stops) is stops
    assert (Withheld.ALL in withheld(found)) is stops


def test_clearance_does_not_lift_the_stop_of_blood_pressure() -> None:
    found = screened(Screening(systolic_mmhg=190, cleared_by="a doctor"))
    assert found.stops[0].flag == "SC-03"


@pytest.mark.parametrize(
    ("systolic", "diastolic", "care"), [(160, 100, False), (161, 90, True), (130, 101, True)]
)
def test_raised_blood_pressure_withholds_heavy_work_and_long_holds(
    systolic: int,
    diastolic: int,
    care: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    found = screened(Screening(systolic_mmhg=systolic, diastolic_mmhg=diastolic))
    assert (Withheld.HEAVY in withheld(found)) is care
    assert (Withheld.LONG_HOLDS in withheld(found)) is care
    assert Withheld.IMPACT not in withheld(found)


def test_advice_given_lifts_the_care_and_leaves_a_note() -> None:
    found = screened(Screening(systolic_mmhg=165, cleared_by="a doctor"))
    assert found.findings == ()
    assert "cleared" in found.notes[0]


def test_pregnancy_has_named_limits() -> None:
    found = screened(Screening(pregnant=True))
    assert {
        Withheld.HEAVY,
        Withheld.IMPACT,
        Withheld.SUPINE,
        Withheld.FALL_RISK,
        Withheld.MAXIMUM_TESTS,
        Withheld.RESERVE,
    } <= withheld(found)
    assert any("bleeding" in note for note in found.notes)
    assert found.stops == ()


@pytest.mark.parametrize(
    ("weeks", "impact", "heavy"),
    [(0, 0.0, True), (11, 0.0, True), (12, 1.0, False), (23, 1.0, False), (24, None, False)],
)
def test_impact_comes_back_in_steps_after_birth(
    weeks: int,
    impact: float | None,
    heavy: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    found = screened(Screening(postpartum_weeks=weeks))
    values = [f.value for f in found.findings if f.withheld is Withheld.IMPACT]
    assert values == ([] if impact is None else [impact])
    assert (Withheld.HEAVY in withheld(found)) is heavy


@pytest.mark.parametrize(("birth_year", "minor"), [(2008, False), (2009, True)])
def test_under_eighteen_technique_comes_before_load(birth_year: int, minor: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    found = screened(Screening(), birth_year)
    assert (withheld(found) >= {Withheld.HEAVY, Withheld.MAXIMUM_TESTS}) is minor
    percents = [f.value for f in found.findings if f.withheld is Withheld.PERCENT]
    assert percents == ([75.0] if minor else [])


@pytest.mark.parametrize(("birth_year", "notes"), [(1967, 0), (1966, 1), (1962, 1), (1961, 2)])
def test_age_brings_notes_from_sixty_and_sixty_five(birth_year: int, notes: int) -> None:
    assert len(screened(Screening(), birth_year).notes) == notes


def test_every_finding_has_its_reason() -> None:
    found = screened(
        Screening(clearance_needed=True, systolic_mmhg=170, pregnant=True, postpartum_weeks=4),
        2010,
    )
    for finding in found.findings:
        assert finding.rule.startswith("screen.")
        assert finding.evidence
        assert finding.sentence

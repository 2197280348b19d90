"""Rows with what stands on them, what stands beside them, and how their effects are said."""

from __future__ import annotations

import pytest

from ironstride.catalogue import evidence, evidence_for
from ironstride.domain.evidence import Checked, Effect, Finding, Grade
from ironstride.services.citations import (
    AREAS,
    Sought,
    cited,
    effect_words,
    row_of,
    rows_that,
    with_beside,
)

MINUS = "\N{MINUS SIGN}"


def test_a_row_comes_with_the_rules_and_all_else_that_cites_it() -> None:
    found = cited(evidence()["RE-03"])
    assert "dose.heavy_sets" in found.rules
    assert "back-squat" in {each.id for each in found.of_kind("exercises")}
    assert {"RE-42", "RE-43"} <= {row.id for row in found.beside}
    assert not [each for each in found.others if each.id.startswith("planner/rules/")]


@pytest.mark.parametrize("name", ["RE-01", "RE-03", "RE-07", "RE-12", "IP-01", "IP-04", "IP-06"])
def test_a_positive_row_brings_the_trials_that_found_nothing_along(name: str) -> None:
    ((row, beside),) = with_beside(evidence_for([name]).values())
    assert row.id == name
    assert Finding.NULL in {other.finding for other in beside}


@pytest.mark.parametrize("name", ["RE-42", "RE-43"])
def test_the_null_trials_of_economy_stand_beside_every_review_that_finds_an_effect(
    name: str,
) -> None:
    rows = evidence()
    assert rows[name].finding is Finding.NULL
    claims = {
        *("RE-01", "RE-02", "RE-03", "RE-04", "RE-05", "RE-07", "RE-08", "RE-09", "RE-12"),
        *("RE-13", "RE-15", "RE-16", "RE-17", "RE-18", "RE-19", "RE-20", "RE-30", "RE-44"),
    }
    assert claims <= set(rows[name].beside)


def test_every_null_or_negative_row_stands_beside_one_that_is_neither() -> None:
    rows = evidence()
    against = [row for row in rows.values() if row.finding is not None]
    assert {"IP-02", "IP-05", "IP-08", "IP-09", "IP-10", "IP-11", "IP-12", "RE-42", "RE-43"} <= {
        row.id for row in against
    }
    for row in against:
        assert [other for other in row.beside if rows[other].finding is None], row.id


def test_a_null_trial_is_shown_once_in_a_list_and_never_beside_itself() -> None:
    pairs = with_beside(evidence_for(["RE-03", "house", "RE-04", "RE-43"]).values())
    assert [row.id for row, _ in pairs] == ["RE-03", "house", "RE-04", "RE-43"]
    shown = [str(other.id) for _, beside in pairs for other in beside]
    assert shown.count("RE-42") == 1
    assert "RE-43" not in shown
    assert pairs[-1][1] == ()


def test_rows_are_found_by_words_part_certainty_and_standing() -> None:
    rows = evidence()
    assert len(rows_that(Sought())) == len(rows)
    assert {row.id for row in rows_that(Sought(words="Eihara JUMPS"))} >= {"RE-03", "RE-06"}
    assert {row.area for row in rows_that(Sought(area="NT"))} == {"NT"}
    assert {row.grade for row in rows_that(Sought(grade=Grade.A))} == {Grade.A}
    assert {row.checked for row in rows_that(Sought(checked=Checked.PART))} == {Checked.PART}
    found = rows_that(Sought(area="IP", against=True, words="novices"))
    assert {"IP-05", "IP-10", "IP-11"} <= {row.id for row in found}
    assert rows_that(Sought(words="no such words at all")) == ()


def test_rows_are_found_by_what_their_other_fields_say() -> None:
    assert "IP-12" in {row.id for row in rows_that(Sought(words="1020 recruits"))}
    assert "IP-13" in {row.id for row in rows_that(Sought(words="do not carry the dose over"))}
    assert "RE-01" in {row.id for row in rows_that(Sought(words="10.1007/s40279-016-0604-z"))}


def test_every_part_of_the_evidence_has_its_name_and_order() -> None:
    assert {row.area for row in evidence().values()} == set(AREAS)
    order = [row.area for row in rows_that(Sought())]
    assert sorted(order, key=list(AREAS).index) == order


def test_a_row_is_known_however_its_letters_are_written() -> None:
    assert row_of(" re-03 ") == evidence()["RE-03"]
    assert row_of("house") is None
    assert row_of("../muscles") is None


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        (
            Effect(of="economy", size=-0.32, unit="g", low=-0.55, high=-0.1, level=95),
            f"economy: g {MINUS}0.32 (95 % interval {MINUS}0.55 to {MINUS}0.1)",
        ),
        (
            Effect(of="injury", size=0.66, unit="HR", low=0.45, high=0.97),
            "injury: HR 0.66 (interval 0.45 to 0.97, level not given)",
        ),
        (Effect(of="time", size=36, unit="% less"), "time: 36 % less (interval not given)"),
        (
            Effect(of="cost", size=-3.93, unit="%", spread=1.19, level=95),
            f"cost: {MINUS}3.93 % (95 % limit ± 1.19)",
        ),
        (Effect(of="hold", size=97, unit="s", spread=41), "hold: 97 s (± 41)"),
        (Effect(of="gain", low=2, high=8, unit="%"), "gain: 2 to 8 %"),
        (Effect(of="habit", size=66, low=18, high=254), "habit: 66 (interval 18 to 254, level"),
        (Effect(of="x"), "x: size not given (interval not given)"),
    ],
)
def test_an_effect_is_said_with_its_interval_or_that_there_is_none(
    effect: Effect, told: str
) -> None:
    assert effect_words(effect).startswith(told)

"""Every figure of every row of evidence is the dossier's own, and none is from memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.catalogue import evidence
from ironstride.domain.evidence import Effect, Evidence, Grade
from tests.support.dossier import (
    DOSSIER,
    WITHOUT,
    DossierRow,
    faults,
    numbers,
    read_dossier,
    signed_numbers,
)


def typeset(text: str) -> str:
    """Return a text with minus signs for ~ and en dashes for --, as the dossier writes them."""
    return text.replace("~", "\N{MINUS SIGN}").replace("--", "\N{EN DASH}")


NEEDS_DOSSIER = pytest.mark.skipif(not DOSSIER.is_file(), reason=WITHOUT)


@pytest.fixture(scope="module")
def dossier() -> dict[str, DossierRow]:
    return read_dossier(DOSSIER.read_text("utf-8"))


@NEEDS_DOSSIER
def test_every_record_has_its_row_and_states_nothing_else(dossier: dict[str, DossierRow]) -> None:
    rows = evidence()
    assert sorted(rows.keys() - dossier.keys()) == []
    found = {name: faults(row, dossier[name]) for name, row in rows.items()}
    assert {name: each for name, each in found.items() if each} == {}


@NEEDS_DOSSIER
def test_every_row_of_the_dossier_is_read_with_its_tables(dossier: dict[str, DossierRow]) -> None:
    assert {"37", "30", "19", "566"} <= numbers(dossier["NT-01"].text)
    assert {"9.4", "17.5"} & numbers(dossier["NT-04"].text) == {"9.4"}
    assert {"90", "14", "4"} <= numbers(dossier["NT-06"].text)
    assert {"36", "17"} <= numbers(dossier["NT-24"].text)
    assert {"8.8", "25.5", "2.51"} <= numbers(dossier["LP-15"].text)


HALF_RECALLED = ("NT-04", "FM-01", "GT-01", "AC-04", "LP-25", "PE-11", "RH-06", "FM-10", "LG-02")


@pytest.mark.parametrize("name", HALF_RECALLED)
def test_a_row_that_is_half_recalled_says_which_half(name: str) -> None:
    row = evidence()[name]
    assert not row.reread
    assert row.not_reread


SOME = typeset("""\
## 1. Some

| id | rule | figure | source | status | g |
|:-:|:-:|:-:|:-:|:-:|:-:|
| RE-01 | Offer it | RE change ~3.93 ± 1.19 % (mean ± 95 % limit), \
16 studies, 588 071 runs, 2--4 weeks | \
Denadai 2017, 10.1007/s40279-016-0604-z | seen link.springer.com | A |
| RE-02 | More | 0.66 (0.45--0.97), 26,610 people, four arms | same | recalled | B/C |

NT-01. Heel raise, n = 566. Seen there. Grade B.

| age | men |
|:-:|:-:|
| 20 | 37 |

## 2. Else

| RE-99 | 12 |
""")
ROW = read_dossier(SOME)["RE-01"]
RECORD = Evidence(
    id=evidence()["RE-01"].id,
    claim="Two to four weeks.",
    figure=typeset("~3.93 ± 1.19 %; 588,071 runs"),
    design="16 studies",
    effects=(Effect(of="economy", size=-3.93, spread=1.19, unit="%", level=95),),
    source="Denadai 2017",
    doi="10.1007/s40279-016-0604-z",
    grade=Grade.A,
    reread=True,
)


def test_a_true_record_has_no_fault_however_its_numbers_are_written() -> None:
    assert faults(RECORD, ROW) == []
    assert faults(replace(RECORD, figure="3.930 % less; 588071 runs in 2 to 4 weeks"), ROW) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(RECORD, claim="In 17 studies."), "number 17"),
        (replace(RECORD, claim="In seven weeks."), "number 7"),
        (replace(RECORD, figure="3.9 %"), "number 3.9"),
        (replace(RECORD, figure="58,807 runs"), "number 58807"),
        (replace(RECORD, design="15 studies"), "number 15"),
        (replace(RECORD, population="654 runners"), "number 654"),
        (replace(RECORD, not_when="Over 40 years."), "number 40"),
        (replace(RECORD, not_reread="the 12 %"), "number 12"),
        (replace(RECORD, source="Denadai 2018"), "number 2018"),
        (replace(RECORD, effects=(Effect(of="after 9 weeks", size=2),)), "number 9"),
        (replace(RECORD, effects=(Effect(of="x", size=3.93),)), "has 3.93"),
        (replace(RECORD, effects=(Effect(of="x", size=-3.93, low=-5, high=2),)), "has -5"),
        (replace(RECORD, effects=(Effect(of="x", size=2, spread=1.2),)), "has 1.2"),
        (replace(RECORD, effects=(Effect(of="x", size=2, spread=1.19, level=90),)), "no level"),
        (replace(RECORD, doi="10.1007/s40279-016-0604-x"), "DOI"),
        (replace(RECORD, doi=None), "DOI"),
        (replace(RECORD, reread=False), "reread"),
        (replace(RECORD, grade=Grade.B), "grade"),
    ],
)
def test_whatever_is_not_in_the_row_is_a_fault(changed: Evidence, said: str) -> None:
    (fault,) = faults(changed, ROW)
    assert said in fault


def test_a_source_that_is_the_same_as_above_brings_its_figures_along() -> None:
    row = read_dossier(SOME)["RE-02"]
    assert "2017" in numbers(row.text)
    assert row.dois == {"10.1007/s40279-016-0604-z"}
    assert (row.grade, row.was_reread) == ("C", False)


def test_a_row_outside_a_table_ends_where_the_next_part_begins() -> None:
    row = read_dossier(SOME)["NT-01"]
    assert {"37", "566"} <= numbers(row.text)
    assert "12" not in numbers(row.text)
    assert row.grade == "B"


def test_a_dash_between_figures_is_no_minus_and_thousands_are_one_number() -> None:
    text = "~0.55 to ~0.10, (-3), 2--4, 26,610; 588 071; 5-min; ~33 to ~66"
    assert signed_numbers(typeset(text)) == {
        *("-0.55", "-0.1", "-3", "2", "4", "26610", "588071", "5", "-33", "-66")
    }
    assert numbers("1RM of RE-03, VO2max, PMC123, doi 10.1007/s4-1, ⅔ of two") == {"⅔", "2"}

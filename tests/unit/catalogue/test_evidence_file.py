"""A row of evidence says what it claims, on whose word, and whether that was re-read."""

from __future__ import annotations

import pytest

from ironstride.catalogue import check_installed_evidence, evidence_for
from ironstride.catalogue.evidence_file import read_all_evidence, read_evidence
from ironstride.catalogue.installed import evidence_texts
from ironstride.domain.evidence import (
    HOUSE,
    Checked,
    Effect,
    Evidence,
    EvidenceId,
    Finding,
    Grade,
)

GOOD = """\
claim = 'Keep 24 hours'
figure = '18 % less'
design = 'Trial of both orders'
population = '15 runners'
effects = [
  { of = 'time to exhaustion', size = -18, unit = '%', low = -25, high = -11.5, level = 95 },
  { of = 'soreness', size = 2, spread = 0.5 },
  { of = 'effort', low = 0.17, high = 0.41, unit = 'ES' },
]
not_when = 'Easy runs'
source = 'Doma 2013'
doi = '10.1139/apnm-2012-0362'
grade = 'B'
reread = true
not_reread = 'the intervals'
finding = 'null'
beside = [ 'CT-01', 'CT-02' ]
"""
LEAST = "claim = 'Keep it'\nsource = 'Doma 2013'\ngrade = 'C'\nreread = false\n"


def test_a_complete_file_becomes_a_row() -> None:
    assert read_evidence(GOOD, "evidence/CT-08.toml").value == Evidence(
        id=EvidenceId("CT-08"),
        claim="Keep 24 hours",
        figure="18 % less",
        design="Trial of both orders",
        population="15 runners",
        effects=(
            Effect(of="time to exhaustion", size=-18, unit="%", low=-25, high=-11.5, level=95),
            Effect(of="soreness", size=2, spread=0.5),
            Effect(of="effort", unit="ES", low=0.17, high=0.41),
        ),
        not_when="Easy runs",
        source="Doma 2013",
        doi="10.1139/apnm-2012-0362",
        grade=Grade.B,
        reread=True,
        not_reread="the intervals",
        finding=Finding.NULL,
        beside=(EvidenceId("CT-01"), EvidenceId("CT-02")),
    )


def test_what_a_row_lacks_stays_empty() -> None:
    row = read_evidence(LEAST, "CT-08.toml").value
    assert row is not None
    assert (row.figure, row.design, row.population, row.not_when, row.doi) == (None,) * 5
    assert (row.effects, row.beside, row.finding, row.not_reread) == ((), (), None, None)


@pytest.mark.parametrize(
    ("reread", "part", "checked"),
    [
        ("true", "", Checked.ALL),
        ("true", "not_reread = 'the p value'", Checked.PART),
        ("false", "", Checked.NONE),
        ("false", "not_reread = 'the table'", Checked.NONE),
    ],
)
def test_a_row_says_how_much_of_it_was_read_again(reread: str, part: str, checked: Checked) -> None:
    row = read_evidence(LEAST.replace("false", reread) + part, "CT-08.toml").value
    assert row is not None
    assert row.checked is checked


@pytest.mark.parametrize(
    ("good", "bad", "code", "where"),
    [
        ("'B'", "'D'", "unknown-id", "grade"),
        ("reread = true\n", "", "missing-key", "reread"),
        ("true", "'yes'", "wrong-type", "reread"),
        ("10.1139/", "doi:", "bad-doi", "doi"),
        ("claim", "rule", "missing-key", "claim"),
        ("'Doma 2013'", "''", "empty-text", "source"),
        ("'15 runners'", "15", "wrong-type", "population"),
        ("grade", "year = 2013\ngrade", "unknown-key", "year"),
        ("'null'", "'none'", "unknown-id", "finding"),
        ("'CT-01'", "'ct1'", "bad-id", "beside"),
        ("'CT-01'", "'CT-02'", "twice", "beside"),
        ("'CT-01'", "'CT-08'", "beside-itself", "beside"),
        ("size = -18, ", "size = -1e9, ", "out-of-range", "effects[0]: size"),
        ("of = 'soreness', ", "", "missing-key", "effects[1]: of"),
        ("low = -25", "low = -11", "bad-interval", "effects[0]: low"),
        ("high = -11.5", "high = -19", "outside-interval", "effects[0]: size"),
        (", high = -11.5", "", "half-interval", "effects[0]: low"),
        ("size = 2, spread", "spread", "no-size", "effects[1]: size"),
        ("spread = 0.5", "spread = -0.5", "out-of-range", "effects[1]: spread"),
        ("spread = 0.5", "level = 95", "no-interval", "effects[1]: level"),
        ("level = 95", "level = 0.95", "out-of-range", "effects[0]: level"),
        ("level = 95", "p = 0.04", "unknown-key", "effects[0]: p"),
    ],
)
def test_a_bad_row_is_refused(good: str, bad: str, code: str, where: str) -> None:
    parsed = read_evidence(GOOD.replace(good, bad, 1), "CT-08.toml")
    assert parsed.value is None
    assert f"CT-08.toml: {where}" in {p.location for p in parsed.problems if p.code == code}


def test_a_file_that_is_no_toml_is_refused() -> None:
    parsed = read_evidence(GOOD.replace("grade =", "grade"), "CT-08.toml")
    assert [problem.code for problem in parsed.problems] == ["not-toml"]


def test_effects_that_are_no_list_are_refused() -> None:
    parsed = read_evidence(f"{LEAST}effects = 'large'\n", "CT-08.toml")
    assert [problem.location for problem in parsed.problems] == ["CT-08.toml: effects"]


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = GOOD.replace("'B'", "'D'").replace("10.1139/", "doi:").replace("level = 95", "p = 1")
    text = text.replace("spread = 0.5", "level = 95")
    assert {p.location.partition(": ")[2] for p in read_evidence(text, "x.toml").problems} == {
        *("(file name)", "grade", "doi", "effects[0]: p", "effects[1]: level")
    }


def test_a_file_name_that_is_no_id_is_refused() -> None:
    assert [p.code for p in read_evidence(GOOD, "ct-8.toml").problems] == ["bad-id"]


def test_the_installed_rows_hold_together() -> None:
    parsed = check_installed_evidence()
    assert [f"{p.location}: {p.sentence}" for p in parsed.problems] == []
    assert parsed.value is not None
    assert len(parsed.value) == len(evidence_texts())


@pytest.mark.parametrize(
    ("one", "other", "code", "where"),
    [
        ("beside = ['CT-02']", "", "one-sided", "CT-01.toml: beside"),
        ("beside = ['CT-03']", "", "unknown-id", "CT-01.toml: beside"),
        ("finding = 'null'", "", "nothing-beside", "CT-01.toml: beside"),
        ("not_when = 'See CT-09.'", "", "unknown-id", "CT-01.toml: not_when"),
        ("", "figure = 'As in RE-99'", "unknown-id", "CT-02.toml: figure"),
        ("", "grade = 'D'", "not-toml", "CT-02.toml"),
    ],
)
def test_rows_that_do_not_hold_together_are_refused(
    one: str, other: str, code: str, where: str
) -> None:
    parsed = read_all_evidence({"CT-01.toml": LEAST + one, "CT-02.toml": LEAST + other})
    assert parsed.value is None
    assert (code, where) in [(p.code, p.location) for p in parsed.problems]


def test_the_faults_of_all_files_are_told_at_once() -> None:
    bad = LEAST.replace("'C'", "'X'")
    parsed = read_all_evidence({"CT-02.toml": bad, "CT-01.toml": bad})
    assert [p.location for p in parsed.problems] == ["CT-01.toml: grade", "CT-02.toml: grade"]


def test_evidence_comes_in_the_order_asked_with_house_among_it() -> None:
    rows = evidence_for(["RE-03", "house", "CT-08"])
    assert list(rows) == ["RE-03", "house", "CT-08"]
    assert rows[HOUSE].source == "house"


@pytest.mark.parametrize("unknown", ["CT-99", "../muscles", ""])
def test_an_id_that_does_not_exist_is_a_bug(unknown: str) -> None:
    with pytest.raises(KeyError):
        evidence_for([unknown])

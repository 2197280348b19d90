"""A row of evidence says what it claims, on whose word, and whether that was re-read."""

from __future__ import annotations

import pytest

from ironstride.catalogue import evidence_for
from ironstride.catalogue.evidence_file import read_evidence
from ironstride.domain.evidence import HOUSE, Evidence, EvidenceId, Grade

GOOD = """\
claim = "Keep 24 hours"
figure = "18 % less"
source = "Doma 2013"
doi = "10.1139/apnm-2012-0362"
grade = "B"
reread = true
"""


def test_a_complete_file_becomes_a_row() -> None:
    assert read_evidence(GOOD, "evidence/CT-08.toml").value == Evidence(
        id=EvidenceId("CT-08"),
        claim="Keep 24 hours",
        figure="18 % less",
        source="Doma 2013",
        doi="10.1139/apnm-2012-0362",
        grade=Grade.B,
        reread=True,
    )


def test_a_row_needs_no_doi() -> None:
    parsed = read_evidence(GOOD.replace('doi = "10.1139/apnm-2012-0362"\n', ""), "CT-08.toml")
    assert parsed.value is not None
    assert parsed.value.doi is None


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ('"B"', '"D"', "unknown-id"),
        ("reread = true\n", "", "missing-key"),
        ("true", '"yes"', "wrong-type"),
        ("10.1139/", "doi:", "bad-doi"),
        ("claim", "rule", "missing-key"),
        ('"Doma 2013"', '""', "empty-text"),
        ("grade", "year = 2013\ngrade", "unknown-key"),
        ("grade =", "grade", "not-toml"),
    ],
)
def test_a_bad_row_is_refused(good: str, bad: str, code: str) -> None:
    parsed = read_evidence(GOOD.replace(good, bad), "CT-08.toml")
    assert parsed.value is None
    assert code in [problem.code for problem in parsed.problems]


def test_a_file_name_that_is_no_id_is_refused() -> None:
    assert [p.code for p in read_evidence(GOOD, "ct-8.toml").problems] == ["bad-id"]


def test_evidence_comes_in_the_order_asked_with_house_among_it() -> None:
    rows = evidence_for(["RE-03", "house", "CT-08"])
    assert list(rows) == ["RE-03", "house", "CT-08"]
    assert rows[HOUSE].source == "house"


@pytest.mark.parametrize("unknown", ["CT-99", "../muscles", ""])
def test_an_id_that_does_not_exist_is_a_bug(unknown: str) -> None:
    with pytest.raises(KeyError):
        evidence_for([unknown])

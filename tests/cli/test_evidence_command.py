"""``ironstride evidence`` tells all of a row, what it lacks included, and finds rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.athletes import small
from tests.support.door import ask

FIELDS = (
    *("Figure:", "Design:", "Who was studied:", "Size of effect:", "When it does not apply:"),
    *("Certainty:", "Read again:", "Source:", "DOI:"),
)


def said(home: Path, *arguments: str) -> str:
    return " ".join(ask("evidence", *arguments, home=home).out.split())


def test_a_row_is_told_with_every_field_and_what_is_not_given(tmp_path: Path) -> None:
    text = said(tmp_path, "IP-02")
    assert [field for field in FIELDS if field not in text] == []
    assert "This found no effect." in text
    assert "Size of effect: not given" in text
    assert "1904 runners" in text
    assert "Read it with IP-04" in text


def test_a_row_says_what_was_not_read_and_that_a_convention_is_one(tmp_path: Path) -> None:
    assert "not re-checked. Not read at its own source: the percentages" in said(tmp_path, "FM-01")
    assert "weak: a convention or an inference, not a finding" in said(tmp_path, "CT-28")
    assert "not graded: a dose, a programme as it was tried" in said(tmp_path, "RH-01")
    assert "re-checked in part" in said(tmp_path, "RE-09")


def test_json_holds_every_field_with_null_for_what_is_not_given(tmp_path: Path) -> None:
    (row,) = ask("evidence", "RE-03", "--json", home=tmp_path).document["evidence"]
    heavy, _jumps = row["effects"]
    assert [heavy[key] for key in ("of", "size", "unit", "low", "high", "level", "spread")] == [
        *("running economy, heavy resistance", -0.32, "g", -0.55, -0.1, 95, None)
    ]
    assert row["population"] is None
    assert row["not_when"] is None
    assert row["beside"] == ["RE-42", "RE-43"]
    assert row["doi"] == "10.1186/s40798-022-00511-1"
    assert "back-squat" in row["exercises"]
    (row,) = ask("evidence", "NT-01", "--json", home=tmp_path).document["evidence"]
    assert "heel-raise" in row["tests"]
    assert row["not_rechecked_part"]


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (("--grade", "A"), "grade", "A"),
        (("--rechecked", "no"), "rechecked", False),
        (("--against",), "finding", None),
        (("--part", "ip"), "id", None),
    ],
)
def test_rows_are_found_by_options(
    tmp_path: Path, options: tuple[str, ...], field: str, value: object
) -> None:
    rows = ask("evidence", *options, "--json", home=tmp_path).document["evidence"]
    everything = ask("evidence", "--json", home=tmp_path).document["evidence"]
    assert 0 < len(rows) < len(everything)
    if field == "id":
        assert {row["id"][:2] for row in rows} == {"IP"}
    elif value is None:
        assert None not in {row[field] for row in rows}
    else:
        assert {row[field] for row in rows} == {value}


def test_a_part_that_does_not_exist_and_an_id_with_options_are_refused(tmp_path: Path) -> None:
    answer = ask("evidence", "--part", "ZZ", "--json", home=tmp_path)
    assert answer.code == 2
    assert [each["code"] for each in answer.document["problems"]] == ["unknown-part"]
    assert ask("evidence", "RE-03", "--against", home=tmp_path).code == 2


def test_why_shows_the_trials_that_found_nothing_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "me.json").write_text(json.dumps(small()), encoding="utf-8")
    assert ask("setup", "--file", tmp_path / "me.json", home=tmp_path).code == 0
    assert ask("plan", "--weeks", 2, "--detail", 1, home=tmp_path).code == 0
    told = " ".join(ask("why", "dose.legs", home=tmp_path).out.split())
    assert "RE-03 (grade A): Heavy lifting improves running economy" in told
    assert "beside it, RE-42 (grade B; null result)" in told


def test_a_row_names_the_rows_that_rest_on_it(tmp_path: Path) -> None:
    (row,) = ask("evidence", "CT-27", "--json", home=tmp_path).document["evidence"]
    assert row["named_in"] == ["CT-28"]
    assert "Rows that cite it: CT-28" in said(tmp_path, "CT-27")

"""What cites a row is found in the texts of the package, whatever its kind."""

from __future__ import annotations

import pytest

from ironstride.catalogue import load
from ironstride.catalogue.citing import Citing, citing, ids_in


def test_every_exercise_is_found_under_each_row_that_it_cites() -> None:
    found = citing()
    for exercise in load().exercises:
        mine = Citing(kind="exercises", id=exercise.id, name=exercise.name)
        assert [name for name in exercise.evidence if mine not in found.get(name, (mine,))] == []


def test_self_tests_protocols_and_sources_are_found_too() -> None:
    kinds = {each.kind for all_ in citing().values() for each in all_}
    assert {"exercises", "norms", "protocols", "source"} <= kinds
    assert "heel-raise" in {each.id for each in citing()["NT-01"]}
    assert "running/gap.py" in {each.id for each in citing()["MX-05"]}


def test_rows_of_evidence_do_not_count_as_citing_each_other() -> None:
    assert not [each for all_ in citing().values() for each in all_ if each.kind == "evidence"]


def test_a_range_of_ids_cites_what_lies_between() -> None:
    # strength/e1rm.py: "LG-01 to LG-03 point this way".
    assert "strength/e1rm.py" in {each.id for each in citing()["LG-02"]}


def test_what_cites_a_row_is_sorted_and_said_once() -> None:
    for all_ in citing().values():
        assert list(all_) == sorted(set(all_))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("CT-08, (RE-03)", {"CT-08", "RE-03"}),
        ("rests on CT-08 to CT-11.", {"CT-08", "CT-09", "CT-10", "CT-11"}),
        ("CT-08 to RE-03", {"CT-08", "RE-03"}),
        ("UTF-16 ACT-08 CT-080 CT-8 ct-08 _CT-08 T-08 -08", set()),
        ("CT-08-like", {"CT-08"}),
    ],
)
def test_ids_are_told_from_what_looks_like_them(text: str, ids: set[str]) -> None:
    assert ids_in(text) == ids

"""The catalogue keeps its contract with outsiders."""

from __future__ import annotations

import json
from typing import cast

from ironstride.catalogue import load
from ironstride.exporters.catalogue_json import catalogue_document, exercise_document
from tests.support.published import check_schema

CONTRACT = {
    "id",
    "name",
    "family",
    "pattern",
    "laterality",
    "impact",
    "contacts_per_rep",
    "setup_seconds",
    "seconds_per_rep",
    "side_change_seconds",
    "muscles",
    "tissues",
    "skill",
    "equipment",
    "regions_loaded",
    "avoid_when",
    "serves",
    "easier",
    "harder",
    "fit",
}


def test_every_exercise_has_the_fields_of_the_contract() -> None:
    document = catalogue_document(load())
    assert document["schema"] == "ironstride/catalogue/1"
    exercises = cast("list[dict[str, object]]", document["exercises"])
    assert len(exercises) == len(load().exercises)
    assert all(exercise.keys() >= CONTRACT for exercise in exercises)


def test_words_and_numbers_have_the_shape_of_the_contract() -> None:
    document = exercise_document(load().exercise("low-drop-jump"))
    assert document["impact"] == 3
    assert document["laterality"] == "bilateral"
    assert document["equipment"] == [["step"], ["box"]]
    shin = {"region": "shin", "pain_over": 0.0}
    assert shin in cast("list[object]", document["avoid_when"])
    assert cast("dict[str, str]", document["left_out_through"])["shin"] == "full-range"
    assert document["muscle_certainty"] == "house"
    assert cast("dict[str, int]", document["regions_loaded"])["shin"] == 3
    assert document["harder"] == ["drop-jump"]
    assert document["fit"] == {"category": "plyo", "name": "depth_jump"}


def test_no_kit_is_an_empty_list_among_the_alternatives() -> None:
    assert exercise_document(load().exercise("squat-to-chair"))["equipment"] == [[]]


def test_the_document_is_json_and_the_same_every_time() -> None:
    first = json.dumps(catalogue_document(load()))
    assert json.loads(first) == json.loads(json.dumps(catalogue_document(load())))
    assert first == json.dumps(catalogue_document(load()))


def test_the_catalogue_has_the_published_shape() -> None:
    check_schema("catalogue", catalogue_document(load()))

from __future__ import annotations

import json

import pytest

from ironstride.exporters.athlete_json import athlete_document
from ironstride.importers.athlete_file import read_athlete_document
from tests.support.athletes import TODAY, full, known, small, validator


@pytest.mark.parametrize("document", [full(), small(), small(usual_week=[])])
def test_an_athlete_comes_back_as_it_was_written(document: dict[str, object]) -> None:
    athlete = read_athlete_document(document, location="", today=TODAY, known=known()).value
    assert athlete is not None
    written = athlete_document(athlete)
    validator("athlete").validate(json.loads(json.dumps(written)))
    again = read_athlete_document(written, location="", today=TODAY, known=known())
    assert again.value == athlete
    assert athlete_document(athlete) == athlete_document(again.value)

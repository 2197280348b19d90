"""The hand-written reader refuses what the published schema refuses, and beyond it only meaning."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.importers.athlete_file import read_athlete, read_athlete_document
from tests.support.athletes import TODAY, full, known, small, validator

MEANING = {
    "impossible-age",
    "not-in-order",
    "twice",
    "unknown-place",
    "race-in-the-past",
    "unknown-exercise",
    "unknown-red-flag",
    "unknown-protocol",
    "limit-without-effect",
}
WORDS = [
    "left",
    "both",
    "none",
    "easy",
    "rest",
    "race",
    "tue",
    "sun",
    "A",
    "C",
    "metric",
    "all",
    "exercise",
    "running",
    "push-up",
    "pull-up",
    "home",
    "gym",
    "achilles",
    "shin",
    "fever",
    "place",
    "RF-03",
    "RF-15",
    "RF-3",
    "Home",
    "06:00",
    "24:00",
    "6:00",
    "23:59",
    "2026-12-01",
    "2026-02-30",
    "20261201",
    "2027-W01-1",
    "ironstride/athlete/1",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 300),
    st.sampled_from(
        [0, 0.0, 1.0, 3.0, 1e-9, 4.0, 5, 120, 121, 1440, 1441, 0.5, 1985.0, 10.0, 10.1]
    ),
    st.sampled_from(WORDS),
    st.text(max_size=8),
    st.just("x" * 81),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=2),
    st.dictionaries(st.sampled_from(["id", "day", "date", "x"]), SCALARS, max_size=2),
)


def paths(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything in a document, itself left out."""
    rows: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        rows = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list):
        rows = list(enumerate(value))
    return [path for key, inner in rows for path in ((*at, key), *paths(inner, (*at, key)))]


def holder(document: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 (any JSON value)
    """Return what holds the last key of a path."""
    for key in path[:-1]:
        document = document[key]
    return document


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a document with up to three changes anywhere in it."""
    document: dict[str, Any] = draw(st.sampled_from([full, small]))()
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(paths(document)))
        place, key = holder(document, path), path[-1]
        change = draw(st.sampled_from(["replace", "delete", "rename", "add"]))
        if change == "replace":
            place[key] = draw(VALUES)
        elif change == "delete":
            del place[key]
        elif change == "add" and isinstance(place, list):
            place.append(draw(VALUES))
        elif isinstance(place, dict):
            name = draw(st.sampled_from(["side", "until", "exercise", "region", "minutes", "zzz"]))
            place[name] = place.pop(key) if change == "rename" else draw(VALUES)
        if not document:
            break
    return document


@settings(max_examples=600)
@given(documents())
def test_the_reader_refuses_iff_the_schema_does_or_the_meaning_fails(
    document: dict[str, Any],
) -> None:
    has_shape = validator("athlete").is_valid(document)
    parsed = read_athlete_document(document, location="", today=TODAY, known=known())
    codes = {problem.code for problem in parsed.errors}
    assert (parsed.value is None) == bool(codes)
    if has_shape:
        assert codes <= MEANING
    else:
        assert codes


@given(st.one_of(st.text(), st.binary().map(lambda b: b.decode("latin-1"))), st.dates())
def test_no_text_makes_the_reader_raise(text: str, today: dt.date) -> None:
    for file_format in ("toml", "json"):
        parsed = read_athlete(
            text, location="x", file_format=file_format, today=today, known=known()
        )
        assert parsed.value is None
        assert parsed.errors

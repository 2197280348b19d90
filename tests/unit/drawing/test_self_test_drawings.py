"""Results of self-tests as drawings: every value can be read, in the table too."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from ironstride.drawing.self_test import Beside, Day, History, Measured, draw_beside, draw_history
from ironstride.drawing.svg import Drawing

FIRST = dt.date(2026, 3, 2)
BOTH = (Measured(name="left", value=27), Measured(name="right", value=21))


def reps(value: float) -> str:
    return f"{value:g} reps"


def beside(**changes: object) -> Drawing:
    shown: dict[str, object] = {
        "title": "Heel raise: <you> & others",
        "measured": BOTH,
        "words": reps,
        "expected": 28.0,
        "low": 22.0,
        "high": 34.0,
        "lines": ((25.0, "convention"),),
    }
    return draw_beside(Beside(**{**shown, **changes}), "b")  # type: ignore[arg-type]  # any field


def history(count: int, *, sides: bool = True) -> Drawing:
    days = tuple(
        Day(
            date=FIRST + dt.timedelta(weeks=8 * n),
            measured=(
                (Measured(name="left", value=20.0 + n), Measured(name="right", value=20.0 + n))
                if sides
                else (Measured(name="", value=20.0 + n),)
            ),
        )
        for n in range(count)
    )
    return draw_history(History(title="So far", days=days, words=reps), "h")


def words_of(drawing: Drawing) -> list[str]:
    root = ET.fromstring(drawing.svg)  # noqa: S314 (our own text)
    return [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize(
    "drawing",
    [
        beside(),
        beside(low=None, high=None, expected=None, lines=()),
        *(history(count) for count in (0, 1, 5)),
        history(3, sides=False),
    ],
)
def test_each_is_well_formed_and_named(drawing: Drawing) -> None:
    root = ET.fromstring(drawing.svg)  # noqa: S314 (our own text)
    assert root.get("role") == "img"
    assert drawing.title
    assert drawing.description
    for row in drawing.table.rows:
        assert len(row) == len(drawing.table.head)


def test_the_table_beside_others_holds_all_that_is_drawn() -> None:
    drawing = beside()
    assert drawing.table.rows == (
        ("You, left", "27 reps"),
        ("You, right", "21 reps"),
        ("Typical", "28 reps"),
        ("Typical range", "22 reps to 34 reps"),
        ("Convention", "25 reps"),
    )
    assert {"27 reps", "21 reps", "left", "right"} <= set(words_of(drawing))


def test_no_band_is_drawn_where_the_source_gives_no_spread() -> None:
    assert "band" in beside().svg
    without = beside(low=None, high=None)
    assert "band" not in without.svg
    assert "range" not in " ".join(cell for row in without.table.rows for cell in row)


def test_left_and_right_differ_in_shape() -> None:
    svg = beside().svg
    assert svg.count("<circle") == 1
    assert len(re.findall(r'<rect[^>]*class="bound"', svg)) == 1


def test_every_mark_lies_within_the_picture_however_far_the_values_lie_apart() -> None:
    for value in (0.0, 1.0, 45.0, 250.0):
        drawing = beside(measured=(Measured(name="left", value=value),))
        root = ET.fromstring(drawing.svg)  # noqa: S314 (our own text)
        width = float((root.get("viewBox") or "").split()[2])
        for mark in root.iter("{http://www.w3.org/2000/svg}circle"):
            assert 0 <= float(mark.get("cx") or -1) <= width


def test_names_that_would_lie_over_each_other_are_left_to_the_table() -> None:
    near = beside(expected=25.1, lines=((25.0, "convention"), (25.2, "edge of average")))
    named = [w for w in words_of(near) if w in {"convention", "edge of average", "typical"}]
    assert len(named) < 3
    assert {row[0] for row in near.table.rows} >= {"Convention", "Edge of average", "Typical"}


def test_a_history_holds_every_day_newest_first_and_says_what_was_not_done() -> None:
    days = (
        Day(date=FIRST, measured=BOTH),
        Day(date=FIRST + dt.timedelta(weeks=8), measured=BOTH[:1]),
    )
    drawing = draw_history(History(title="So far", days=days, words=reps), "h")
    assert drawing.table.head == ("Date", "Left", "Right")
    assert drawing.table.rows == (
        ("27 Apr 2026", "27 reps", "not done"),
        ("2 Mar 2026", "27 reps", "21 reps"),
    )


def test_equal_sides_keep_both_names_apart() -> None:
    drawing = history(2)
    root = ET.fromstring(drawing.svg)  # noqa: S314 (our own text)
    heights = [
        float(each.get("y") or 0)
        for each in root.iter("{http://www.w3.org/2000/svg}text")
        if each.text in {"left", "right"}
    ]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 12

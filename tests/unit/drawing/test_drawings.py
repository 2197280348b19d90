from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from ironstride.body.words import REGION_NAMES
from ironstride.domain.body_region import Region, Side
from ironstride.drawing.bars import WeekBar, WeekBars, draw_bars
from ironstride.drawing.body_figure import Figure, Mark, RegionMark, View, draw_body, side_at
from ironstride.drawing.route import Route, draw_route
from ironstride.drawing.run_chart import Panel, RunChart, clock, downsampled, draw_run
from ironstride.drawing.svg import Drawing
from ironstride.drawing.trend import Trend, TrendPoint, draw_trend, is_sparse

MONDAY = dt.date(2026, 9, 7)
MOST_BYTES = 15_000
SPACE = "{http://www.w3.org/2000/svg}"


def points(count: int, *, days: int = 4) -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(date=MONDAY + dt.timedelta(days=days * n), value=30 + n, low=28 + n, high=32 + n)
        for n in range(count)
    )


def trend(count: int = 12) -> Drawing:
    shown = Trend(title="Squat <up> & away", name="Maximum", unit="kg", points=points(count))
    return draw_trend(shown, "t")


def bars() -> Drawing:
    weeks = (
        WeekBar(monday=MONDAY, values=(200.0, 60.0)),
        WeekBar(monday=MONDAY + dt.timedelta(weeks=3), values=(300.0, None), mark="spike"),
    )
    shown = WeekBars(
        title="Load", unit="", parts=("runs", "strength"), css=("run", "strength"), weeks=weeks
    )
    return draw_bars(shown, "b")


def run(seconds: int = 3600, width: float = 360) -> Drawing:
    time = np.arange(seconds, dtype=np.float64)
    beats = 140 + time / 400
    beats[100:160] = np.nan
    panels = (
        Panel(name="Heart rate", values=beats, words=lambda v: f"{v:.0f} bpm", css="heart"),
        Panel(name="Power", values=np.full(seconds, np.nan), words=str, css="form"),
    )
    shown = RunChart(title="Run", time_s=time, panels=panels, laps_s=(900.0, 1800.0))
    return draw_run(shown, "r", width)


def route() -> Drawing:
    turn = np.linspace(0, 2 * np.pi, 4000)
    shown = Route(title="Way", latitude=48 + 0.01 * np.sin(turn), longitude=11 + np.cos(turn) / 99)
    drawn = draw_route(shown, "w")
    assert drawn is not None
    return drawn


def body(view: View = View.FRONT) -> Drawing:
    marks = {(Region.SHIN, Side.LEFT): RegionMark(mark=Mark.HOLD, words="hold, 3 of 10")}
    figure = Figure(names=REGION_NAMES, marks=marks, href=lambda r, s: f"/body?region={r}&side={s}")
    return draw_body(figure, view, view.value)


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg)  # noqa: S314 (our own text)


DRAWINGS = {"trend": trend, "bars": bars, "run": run, "route": route, "body": body}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_every_drawing_is_well_formed_named_and_small(name: str) -> None:
    drawing = DRAWINGS[name]()
    root = parsed(drawing)
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    named = ids[root.attrib["aria-labelledby"]]
    told = ids[root.attrib["aria-describedby"]]
    assert named.text == drawing.title
    assert told.text == drawing.description
    assert drawing.description
    assert root.get("role") == ("group" if name == "body" else "img")
    assert len(drawing.svg.encode()) <= MOST_BYTES
    assert len(ids) == sum(1 for element in root.iter() if element.get("id"))


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_no_drawing_carries_style_of_its_own(name: str) -> None:
    for element in parsed(DRAWINGS[name]()).iter():
        assert not {"style", "onclick", "onload"} & set(element.attrib)
        assert element.tag not in {f"{SPACE}style", f"{SPACE}script"}


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_the_table_beside_a_drawing_has_a_cell_for_every_column(name: str) -> None:
    table = DRAWINGS[name]().table
    assert table.caption
    assert all(len(row) == len(table.head) for row in table.rows)


def test_a_trends_table_holds_its_values() -> None:
    first, last = trend().table.rows[0], trend().table.rows[-1]
    assert first == ("7 Sep 2026", "30 kg", "28 kg", "32 kg")
    assert last[1] == "41 kg"


def test_few_values_are_points_and_many_are_a_line_with_a_band() -> None:
    few, many = parsed(trend(3)), parsed(trend(4))
    assert not [e for e in few.iter(f"{SPACE}path") if e.get("class") == "band"]
    assert len([e for e in few.iter(f"{SPACE}line") if e.get("class") == "whisker"]) == 3
    assert [e for e in many.iter(f"{SPACE}path") if e.get("class") == "band"]


def test_a_long_silence_makes_points_of_a_line() -> None:
    assert not is_sparse(points(6, days=28))
    assert is_sparse(points(6, days=29))


def test_a_value_that_is_only_a_bound_has_its_own_shape_and_words() -> None:
    bound = TrendPoint(date=MONDAY, value=30, low=30, high=30, is_bound=True)
    drawn = draw_trend(Trend(title="t", name="Maximum", unit="kg", points=(bound,)), "t")
    assert [e for e in parsed(drawn).iter(f"{SPACE}rect") if e.get("class") == "bound"]
    assert drawn.table.rows[0][1] == "at least 30 kg"


def test_without_values_a_chart_says_so() -> None:
    assert "Nothing yet." in trend(0).svg
    assert trend(0).table.rows == ()


def test_weeks_without_anything_are_shown_as_gaps() -> None:
    rows = bars().table.rows
    assert [row[0] for row in rows] == [
        "7 Sep 2026",
        "14 Sep 2026",
        "21 Sep 2026",
        "28 Sep 2026",
    ]
    assert rows[0][1:] == ("200", "60", "")
    assert rows[1][1:] == ("not known", "not known", "")
    assert rows[3][1:] == ("300", "not known", "spike")


def test_a_week_that_stands_out_has_a_mark_of_its_own_shape() -> None:
    marks = [e for e in parsed(bars()).iter(f"{SPACE}path") if e.get("class") == "mark"]
    assert len(marks) == 1


def test_a_runs_table_holds_the_means_of_equal_parts() -> None:
    rows = run().table.rows
    assert len(rows) == 12
    assert rows[0] == ("0:00 to 5:00", "140 bpm")
    assert rows[-1][1] == "149 bpm"


def test_channels_without_a_value_are_left_out() -> None:
    assert run().table.head == ("From, to", "Heart rate")


def test_a_gap_in_a_channel_breaks_its_line() -> None:
    lines = [e for e in parsed(run()).iter(f"{SPACE}path") if e.get("class") == "line heart"]
    assert len(lines) == 2


def test_a_run_of_six_hours_is_no_larger_and_a_wide_one_fits_too() -> None:
    assert len(run(6 * 3600).svg.encode()) <= MOST_BYTES
    assert len(run(3600, 900).svg.encode()) <= MOST_BYTES


def test_a_run_without_streams_says_so() -> None:
    nothing = RunChart(title="Run", time_s=np.zeros(0), panels=())
    assert "No streams" in draw_run(nothing, "r").svg


def test_downsampling_keeps_means_and_silence() -> None:
    time = np.arange(8, dtype=np.float64)
    values = np.array([1, 3, np.nan, np.nan, 5, 5, 7, np.nan])
    means = downsampled(time, values, 4)
    assert means[0] == pytest.approx(2.0)
    assert np.isnan(means[1])
    assert means[3] == pytest.approx(7.0)


def test_what_the_pointer_reads_lies_on_the_axis() -> None:
    root = parsed(run())
    stops = [float(x) for x in root.attrib["data-stops"].split(" ")]
    labels = root.attrib["data-labels"].split("|")
    assert len(stops) == len(labels)
    assert stops == sorted(stops)
    assert labels[0].startswith("0:37 · 140 bpm")


def test_a_route_is_thinned_and_says_where_it_ends() -> None:
    drawn = route()
    assert "It ends where it began." in drawn.description
    assert len(drawn.svg) < 6000


def test_a_route_across_the_date_line_is_not_drawn_around_the_world() -> None:
    shown = Route(
        title="Way",
        latitude=np.array([-17.0, -17.01, -17.02]),
        longitude=np.array([179.99, -180.0, -179.99]),
    )
    drawn = draw_route(shown, "w")
    assert drawn is not None
    assert drawn.table.rows[0] == ("West to east", "2.1 km")


def test_a_place_without_extent_has_no_route() -> None:
    nowhere = Route(title="Way", latitude=np.full(9, 48.0), longitude=np.full(9, 11.0))
    assert draw_route(nowhere, "w") is None
    assert draw_route(Route(title="Way", latitude=np.zeros(0), longitude=np.zeros(0)), "w") is None


def test_every_region_can_be_tapped_from_one_view_at_least() -> None:
    seen = {
        (element.attrib["data-region"], element.attrib["data-side"])
        for view in View
        for element in parsed(body(view)).iter(f"{SPACE}a")
    }
    assert {region for region, _ in seen} == set(Region)
    middle = {Region.NECK, Region.UPPER_BACK, Region.LOW_BACK}
    for region in set(Region) - middle:
        assert {(region, "left"), (region, "right")} <= seen


def test_what_hurts_is_said_in_the_regions_name_and_by_a_shape() -> None:
    regions = {e.attrib["id"]: e for e in parsed(body()).iter(f"{SPACE}a")}
    left = regions["front-shin-left"]
    assert left.attrib["aria-label"] == "left shin: hold, 3 of 10"
    assert [e for e in left.iter() if "glyph" in e.get("class", "")]
    assert regions["front-shin-right"].attrib["aria-label"] == "right shin"
    assert regions["front-shin-right"].attrib["href"] == "/body?region=shin&side=right"


def test_the_picture_faces_us_from_the_front_alone() -> None:
    assert side_at(View.FRONT, -1) is Side.RIGHT
    assert side_at(View.BACK, -1) is Side.LEFT


def test_durations_are_written_as_clocks_do() -> None:
    assert [clock(s) for s in (0, 59.6, 3599, 3600)] == ["0:00", "1:00", "59:59", "1:00:00"]

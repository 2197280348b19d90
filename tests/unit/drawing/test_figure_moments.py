from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

from ironstride.drawing.figure import picture
from ironstride.drawing.figure.moments import in_between
from ironstride.drawing.figure.picture import moving_figure
from ironstride.drawing.figure.placing import place_all
from tests.support.figures import frames

if TYPE_CHECKING:
    import pytest

    from ironstride.drawing.figure.description import Figure

MOVE = re.compile(r'keyTimes="([^"]*)" values="([^"]*)"')
SEEN = 2.5
"""Units: what is left out, and what rounding to whole units and thousandths may add."""
Told = list[tuple[float, list[float]]]


def told() -> list[Told]:
    """Return of every moving path when what numbers are told; lines as places."""
    shown = frames("from = 'standing'\nshoulder = 10", "knee = 100\nlean = 35\nshoulder = 110")
    return moves_of(shown)


def moves_of(shown: Figure) -> list[Told]:
    moves = []
    for times, values in MOVE.findall(moving_figure(shown, "Squat", "m").svg):
        paths = [places(path) for path in values.split(";")]
        moves.append([(float(t), path) for t, path in zip(times.split(";"), paths, strict=True)])
    return moves


def places(path: str) -> list[float]:
    numbers = [float(each) for each in re.findall(r"-?\d+", path)]
    points = (0, 7, 9, 16) if "a" in path else range(0, len(numbers), 2)
    for here, there in pairwise(points):
        numbers[there] += numbers[here]
        numbers[there + 1] += numbers[here + 1]
    return numbers


def at(move: Told, time: float) -> list[float]:
    index = min(max(bisect_right([t for t, _ in move], time), 1), len(move) - 1)
    (before, a), (behind, b) = move[index - 1], move[index]
    share = (time - before) / (behind - before)
    return [x + share * (y - x) for x, y in zip(a, b, strict=True)]


def test_moments_are_left_out_only_where_the_way_between_their_neighbours_is_straight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = told()
    monkeypatch.setattr(picture, "_STRAIGHT", 0.0)
    whole = told()
    assert sum(map(len, short)) < sum(map(len, whole))
    for kept, move in zip(short, whole, strict=True):
        for time, path in move:
            assert all(abs(x - y) <= SEEN for x, y in zip(at(kept, time), path, strict=True))


def test_a_step_that_cycles_ends_as_it_began() -> None:
    shown = frames("from = 'standing'", "lean = 20", head="view = 'side'\ncycles = true")
    for move in moves_of(shown):
        assert move[0][1] == move[-1][1]
        assert any(path != move[0][1] for _, path in move)


def test_a_figure_slows_down_only_where_it_rests() -> None:
    def share_done_in_a_quarter(stay: float) -> float:
        rows = (f"from = 'standing'\nlean = 0\nstay = {stay}", f"lean = 12\nstay = {stay}")
        shown = frames(*rows, head="view = 'side'\nreturns = false")
        move = max(moves_of(shown), key=lambda each: each[-1][1][0] - each[0][1][0])
        starts, ends = stay / (1.2 + 2 * stay), (1.2 + stay) / (1.2 + 2 * stay)
        here = at(move, starts + (ends - starts) / 4)[0]
        return (here - move[0][1][0]) / (move[-1][1][0] - move[0][1][0])

    assert 0.2 < share_done_in_a_quarter(0) < 0.3
    assert 0.1 < share_done_in_a_quarter(0.6) < 0.2


def test_feet_push_before_a_flight_and_wait_for_the_floor_after_it() -> None:
    shown = frames(
        "from = 'standing'\nknee = 80\nlean = 40",
        "feet = 'free'\nhip = 5\nknee = 8\nankle = -40\nlean = 5\nmoving = true\n"
        "pelvis = { x = 0.1, y = 1.3 }",
        "from = 'standing'\nknee = 70\nlean = 35",
    )
    dip, flight, landing = place_all(shown)
    floor = dip.skeleton.points["ball_right"]
    for here, there, share in ((dip, flight, 0.4), (flight, landing, 0.6)):
        ball = in_between(shown, here, there, share).points["ball_right"]
        assert dist(ball, floor) < 0.06
        assert flight.skeleton.points["ball_right"][1] - floor[1] > 0.2
    for share, placed in ((0.0, dip), (1.0, flight)):
        end = in_between(shown, dip, flight, share).points["pelvis"]
        assert dist(end, placed.skeleton.points["pelvis"]) < 0.002

"""Figures for tests, written as an exercise's file writes them."""

from __future__ import annotations

import tomllib

from ironstride.catalogue.figure_file import read_figure
from ironstride.domain.problem import Parsed
from ironstride.drawing.figure.description import Figure

SQUAT = """
view = 'side'
second = 'front'

[[frames]]
say = 'Stand tall.'
from = 'standing'

[[frames]]
say = 'Sit back and down.'
knee = 105
lean = 35
shoulder = 70
"""


def parsed_figure(text: str) -> Parsed[Figure]:
    """Return what is read of the inside of a ``[figure]`` table."""
    return read_figure(tomllib.loads(text), "some.toml", lambda _: None)


def figure(text: str = SQUAT) -> Figure:
    """Return the figure of a text that has no fault."""
    parsed = parsed_figure(text)
    assert parsed.value is not None, parsed.problems
    return parsed.value


def frames(*rows: str, head: str = "view = 'side'") -> Figure:
    """Return a figure of frames, each given by its lines."""
    told = "".join(
        f"\n[[frames]]\nsay = 'Position {count}.'\n{row}\n"
        for count, row in enumerate(rows, start=1)
    )
    return figure(head + told)


def codes(text: str) -> set[str]:
    """Return the codes of all problems of a text."""
    return {problem.code for problem in parsed_figure(text).problems}

"""The figures of the installed exercises, each read when it is asked for and kept."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.exercise_file import ID_PATTERN
from ironstride.catalogue.figure_file import read_figure
from ironstride.domain.problem import Parsed, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ironstride.drawing.figure.description import Figure

_KEY: Final = "figure"


def _folder() -> Traversable:
    return files("ironstride") / "data" / "exercises"


@cache
def figure_of(exercise_id: str) -> Parsed[Figure]:
    """Return the figure of an installed exercise; without a value where it has none."""
    return _read(exercise_id, ())


def _read(exercise_id: str, asked_by: tuple[str, ...]) -> Parsed[Figure]:
    """Return the figure of an exercise that others, which ask in turn, are like."""
    name = f"{exercise_id}.toml"
    path = _folder() / name
    if ID_PATTERN.fullmatch(exercise_id) is None or not path.is_file():
        return _none(name, f"There is no exercise “{exercise_id}”.")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    figure = table.get(_KEY)
    if not isinstance(figure, dict):
        return _none(name, "The exercise has no figure.")
    if exercise_id in asked_by:
        return _none(name, "The figure is like itself.")
    asking = (*asked_by, exercise_id)
    return read_figure(figure, name, lambda other: _read(other, asking).value)


def _none(location: str, sentence: str) -> Parsed[Figure]:
    problem = Problem(code="no-figure", sentence=sentence, location=f"{location}: {_KEY}")
    return Parsed(value=None, problems=(problem,))

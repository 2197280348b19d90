"""The moving figure of an exercise as pages show it: in motion, still on paper, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.catalogue.figures import figure_of
from ironstride.drawing.figure.picture import moving_figure, still_figure

if TYPE_CHECKING:
    from ironstride.drawing.svg import Drawing

_KEPT: Final = 64
"""Figures kept drawn: a few sessions' worth; each is about 20 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """An exercise's pictures, the first view first.

    Args:
        says: what is done, position by position.
    """

    exercise: str
    name: str
    moving: tuple[Drawing, ...]
    still: tuple[Drawing, ...]
    says: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def pictures_of(exercise_id: str) -> Pictures | None:
    """Return the pictures of an exercise; None where it is unknown or has no figure."""
    exercise = load().by_id.get(exercise_id)
    figure = figure_of(exercise_id).value if exercise is not None else None
    if exercise is None or figure is None:
        return None
    views = (figure.view,) if figure.second is None else (figure.view, figure.second)
    return Pictures(
        exercise=exercise_id,
        name=exercise.name,
        moving=tuple(
            moving_figure(figure, exercise.name, f"{exercise_id}-{view}", view) for view in views
        ),
        still=tuple(
            still_figure(figure, exercise.name, f"{exercise_id}-{view}-still", view)
            for view in views
        ),
        says=tuple(frame.say for frame in figure.frames),
    )

"""The sets of a strength activity as the watch kept them, named by the file or the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.run import WatchSet
from ironstride.importers.fit.exercises import exercise_name
from ironstride.importers.fit.profile import EXERCISE_CATEGORIES, named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ironstride.importers.fit.decode import FitPart
    from ironstride.importers.fit.table import Table

_REST_SET: Final = 0
MAX_ROWS: Final = 20_000
"""Sets, laps or timer events of one session, and steps of one workout (house)."""

Exercise = tuple[float | None, float | None]
"""Category and number within the category."""


def watch_sets(
    part: FitPart,
    rows: Sequence[int],
    since_start: Callable[[float | None], float | None],
) -> tuple[WatchSet, ...]:
    """Return the sets in the given rows, which are those of one session, rests included."""
    sets = part.table("set")
    steps = _steps(part.table("workout_step"))
    titles = _titles(part.table("exercise_title"))
    found: list[WatchSet] = []
    for row in rows:
        exercise = (sets.number("category", row), sets.number("category_subtype", row))
        step_name, step_exercise = steps.get(sets.number("wkt_step_index", row), (None, exercise))
        reps = sets.number("repetitions", row)
        category = exercise[0] if exercise[0] is not None else step_exercise[0]
        found.append(
            WatchSet(
                start_s=since_start(sets.number("start_time", row)),
                duration_s=sets.number("duration", row),
                kind="rest" if sets.number("set_type", row) == _REST_SET else "active",
                category=named(EXERCISE_CATEGORIES, category),
                name=step_name
                or titles.get(exercise)
                or titles.get(step_exercise)
                or exercise_name(*exercise)
                or exercise_name(*step_exercise),
                reps=None if reps is None else int(reps),
                load_kg=sets.number("weight", row),
            )
        )
    return tuple(found)


def _steps(steps: Table) -> dict[float | None, tuple[str | None, Exercise]]:
    """Return name and exercise of the planned workout's steps by their index."""
    return {
        index: (
            steps.text("wkt_step_name", row),
            (steps.number("exercise_category", row), steps.number("exercise_name", row)),
        )
        for row in range(min(steps.count, MAX_ROWS))
        if (index := steps.number("message_index", row)) is not None
    }


def _titles(titles: Table) -> dict[Exercise, str]:
    """Return the names that the watch shows for exercises."""
    return {
        (category, number): name
        for row in range(min(titles.count, MAX_ROWS))
        if (category := titles.number("exercise_category", row)) is not None
        and (number := titles.number("exercise_name", row)) is not None
        and (name := titles.text("wkt_step_name", row))
    }

"""What must hold between exercises: the ladders lead upwards, hang together and start low."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ironstride.domain.exercise import Exercise, ExerciseId, Family


def with_easier(exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Return the exercises, sorted by id, with ``easier`` derived from what others call harder."""
    easier: dict[str, list[ExerciseId]] = defaultdict(list)
    for exercise in exercises:
        for harder in exercise.harder:
            easier[harder].append(exercise.id)
    return tuple(
        replace(exercise, easier=tuple(sorted(easier[exercise.id])))
        for exercise in sorted(exercises, key=lambda exercise: exercise.id)
    )


def check_ladders(
    exercises: Mapping[str, Exercise], unread: Collection[str] = ()
) -> tuple[Problem, ...]:
    """Return every fault of the ladders; all are errors: somebody would stand before a gap.

    Args:
        unread: ids whose files could not be read; nothing is said about edges to them.
    """
    problems: list[Problem] = []
    families: dict[Family, list[Exercise]] = defaultdict(list)
    for exercise in exercises.values():
        families[exercise.family].append(exercise)
        problems += _check_edges(exercise, exercises, unread)
    problems += _check_circles(exercises)
    for family, members in sorted(families.items()):
        problems += _check_entry(family, members)
        if not unread:
            problems += _check_connection(family, members)
    return tuple(problems)


def _check_edges(
    exercise: Exercise, exercises: Mapping[str, Exercise], unread: Collection[str]
) -> list[Problem]:
    """Return what is wrong with the edges that leave one exercise."""
    problems = []
    for harder_id in exercise.harder:
        harder = exercises.get(harder_id)
        if harder is None:
            if harder_id not in unread:
                problems.append(
                    _problem(exercise, "unknown-harder", f"“{harder_id}” is not an exercise.")
                )
        elif harder.skill < exercise.skill:
            problems.append(
                _problem(
                    exercise,
                    "harder-needs-less-skill",
                    f"“{harder_id}” is called harder, but its skill is {harder.skill}, "
                    f"below {exercise.skill}.",
                )
            )
        elif harder.family is exercise.family and harder.rung < exercise.rung:
            problems.append(
                _problem(
                    exercise,
                    "harder-on-lower-rung",
                    f"“{harder_id}” is called harder, but stands on rung {harder.rung}, "
                    f"below {exercise.rung}.",
                )
            )
    return problems


def _check_circles(exercises: Mapping[str, Exercise]) -> list[Problem]:
    """Return one problem for every circle of harder edges, named where it closes."""
    problems = []
    done: set[str] = set()
    for start in sorted(exercises):
        path: list[str] = []
        waiting: list[tuple[str, bool]] = [(start, False)]
        while waiting:
            exercise_id, leaving = waiting.pop()
            if leaving:
                path.pop()
                done.add(exercise_id)
            elif exercise_id in path:
                circle = [*path[path.index(exercise_id) :], exercise_id]
                problems.append(
                    _problem(
                        exercises[path[-1]],
                        "circle",
                        f"The ladder runs in a circle: {' → '.join(circle)}.",
                    )
                )
            elif exercise_id not in done and exercise_id in exercises:
                path.append(exercise_id)
                waiting.append((exercise_id, True))
                waiting += [(harder, False) for harder in exercises[exercise_id].harder]
    return problems


def _check_entry(family: Family, members: Sequence[Exercise]) -> list[Problem]:
    """Return an error where a ladder starts with kit and does not say why."""
    lowest = min(member.rung for member in members)
    first = [member for member in members if member.rung == lowest]
    if any(frozenset() in member.equipment or "kit" in member.notes for member in first):
        return []
    return [
        Problem(
            code="no-entry-without-kit",
            sentence=f"The ladder {family} starts on rung {lowest} with kit.",
            location=", ".join(f"{member.id}.toml" for member in first),
            remedy="Add an entry without kit, or say in notes.kit why there is none.",
        )
    ]


def _check_connection(family: Family, members: Sequence[Exercise]) -> list[Problem]:
    """Return an error where edges within a family leave some of its exercises apart."""
    neighbours: dict[str, set[str]] = {member.id: set() for member in members}
    for member in members:
        for harder in member.harder:
            if harder in neighbours:
                neighbours[member.id].add(harder)
                neighbours[harder].add(member.id)
    reached: set[str] = set()
    waiting = [min(neighbours)]
    while waiting:
        exercise_id = waiting.pop()
        if exercise_id not in reached:
            reached.add(exercise_id)
            waiting += neighbours[exercise_id]
    apart = sorted(neighbours.keys() - reached)
    if not apart:
        return []
    return [
        Problem(
            code="disconnected",
            sentence=f"The ladder {family} falls apart: no edge leads from "
            f"{', '.join(sorted(reached))} to {', '.join(apart)}.",
            location=", ".join(f"{name}.toml" for name in apart),
            remedy="Write harder edges between them.",
        )
    ]


def _problem(exercise: Exercise, code: str, sentence: str) -> Problem:
    """Return an error at the harder edges of an exercise."""
    return Problem(code=code, sentence=sentence, location=f"{exercise.id}.toml: harder")

"""A whole catalogue from the texts of its files, or every fault of every file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ironstride.catalogue.agreement import check_agreement, check_body
from ironstride.catalogue.exercise_file import read_exercise
from ironstride.catalogue.ladders import check_ladders, with_easier
from ironstride.domain.exercise import Catalogue
from ironstride.domain.problem import Parsed, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.catalogue.vocabulary import Vocabulary
    from ironstride.domain.exercise import Exercise


def read_catalogue(files: Mapping[str, str], vocabulary: Vocabulary) -> Parsed[Catalogue]:
    """Return the catalogue of texts by path; None where any file has an error.

    What compares exercises (shares of a family, two halves of a ladder) waits until all are read.
    """
    exercises: dict[str, Exercise] = {}
    problems: list[Problem] = []
    for path in sorted(files):
        parsed = read_exercise(files[path], path, vocabulary)
        problems += parsed.problems
        if parsed.value is not None:
            exercises[parsed.value.id] = parsed.value
            problems += check_body(parsed.value, vocabulary)
    unread = frozenset(PurePosixPath(path).stem for path in files) - exercises.keys()
    problems += check_ladders(exercises, unread)
    if not unread:
        problems += check_agreement(exercises)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return Parsed(value=None, problems=tuple(problems))
    complete = with_easier(tuple(exercises.values()))
    return Parsed(
        value=Catalogue(
            exercises=complete,
            muscles=vocabulary.muscles,
            equipment=vocabulary.equipment,
            by_id={exercise.id: exercise for exercise in complete},
        ),
        problems=tuple(problems),
    )

"""Write `docs/reference/exercises.md`: the catalogue by ladders."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from ironstride.catalogue import load
from ironstride.domain.exercise import Exercise, ExerciseId, Family
from tools.markdown import REFERENCE, table, write

PAGE = REFERENCE / "exercises.md"
HEAD: Final = """\
# Exercises

Made by `make docs` from `src/ironstride/data/exercises/`: {count} exercises on {ladders}
ladders. `ironstride catalogue` lists them, `ironstride catalogue --json` gives all that is known
of each; what the keys mean is said in [exercise-file.md](exercise-file.md).

*Rung*: place on the ladder, 1 the easiest; rungs compare within a ladder only. *Skill*: 1 anyone
at a kitchen table, 5 an advanced lifter. *Kit*: “or” between alternatives; a wall, a chair, a
table, a towel and the floor are no kit. *Harder*: the steps up from here, also on other ladders.
{without} exercises need no kit.
"""


def page() -> str:
    """Return the page: each ladder from its lowest rung."""
    exercises = load().exercises
    ladders = [family for family in Family if any(e.family is family for e in exercises)]
    head = HEAD.format(
        count=len(exercises),
        ladders=len(ladders),
        without=sum(frozenset() in e.equipment for e in exercises),
    )
    return (
        head
        + "".join(
            _ladder(family, (e for e in exercises if e.family is family)) for family in ladders
        )
        + _kit()
    )


def _kit() -> str:
    rows = ((f"`{each.id}`", each.name, each.description) for each in load().equipment)
    return f"\n## The kit\n\n{table(('id', 'name', 'what it is'), rows)}"


def _ladder(family: Family, members: Iterable[Exercise]) -> str:
    rungs = sorted(members, key=lambda e: (e.rung, e.skill, e.id))
    head = ("rung", "exercise", "id", "skill", "serves the week's", "kit", "harder")
    return f"\n## {family}\n\n{table(head, (_row(each) for each in rungs))}"


def _row(exercise: Exercise) -> tuple[str, ...]:
    return (
        str(exercise.rung),
        exercise.name,
        f"`{exercise.id}`",
        str(exercise.skill),
        exercise.need,
        kit_words(exercise.equipment),
        _ids(exercise.harder),
    )


def kit_words(alternatives: tuple[frozenset[str], ...]) -> str:
    """Return the alternatives of kit in words; the ones with least kit first."""
    by_size = sorted(alternatives, key=lambda kit: (len(kit), sorted(kit)))
    return ", or ".join(" + ".join(sorted(kit)) or "none" for kit in by_size)


def _ids(exercises: Iterable[ExerciseId]) -> str:
    return ", ".join(f"`{each}`" for each in exercises)


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())

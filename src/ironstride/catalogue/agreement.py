"""What must agree on paper: an exercise with the body, a step with the harder one, a family."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ironstride.domain.body_region import LOWER_BODY, Region
from ironstride.domain.exercise import Impact, Laterality, LoadKind, Method
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ironstride.catalogue.vocabulary import Vocabulary
    from ironstride.domain.exercise import Exercise, Family

LEADING_SHARE: Final = 0.3
"""A muscle that does as much of the work loads its region (house)."""
BACKED_GRADE: Final = 2
"""From this grade on, a tissue or a muscle of the region says why it is loaded (house)."""
MOST_APART: Final = 0.55
"""How far a record's shares may lie from the mean of its family and pattern: 0 the same, 1 no
muscle in common (house: beside it, four records of 318 declare why they differ)."""
FEWEST_TO_COMPARE: Final = 3
LOADED_BY_IMPACT: Final = LOWER_BODY | {Region.LOW_BACK}
"""What a landing loads whichever muscles lead."""
_LOAD_LEVELS: Final = {
    LoadKind.NONE: 0,
    LoadKind.BODY_MASS: 0,
    LoadKind.BAND: 1,
    LoadKind.EXTERNAL: 2,
}


def check_body(exercise: Exercise, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Return where the regions that an exercise loads disagree with its tissues and muscles."""
    tissues = _grades_of_tissues(exercise, vocabulary)
    muscles = _shares_of_muscles(exercise, vocabulary)
    loaded = exercise.regions_loaded
    problems = [
        _problem(
            exercise,
            "tissue-without-region",
            "tissues",
            f"A tissue of the region {region} has grade {grade}, the region {loaded.get(region, 0)}"
            ".",
        )
        for region, grade in tissues.items()
        if loaded.get(region, 0) < grade
    ]
    problems += [
        _problem(
            exercise,
            "muscle-without-region",
            "muscles",
            f"A muscle of the region {region} does {share:.0%} of the work, but the region is not "
            "loaded.",
        )
        for region, share in muscles.items()
        if share >= LEADING_SHARE and region not in loaded
    ]
    landed = LOADED_BY_IMPACT if exercise.impact is not Impact.NONE else frozenset[Region]()
    unbacked = [
        region
        for region, grade in loaded.items()
        if grade >= BACKED_GRADE
        and region not in tissues
        and region not in muscles
        and region not in landed
    ]
    if unbacked:
        words = ", ".join(unbacked)
        sentence = f"It loads {words}, but no tissue or muscle of theirs."
        problems.append(_problem(exercise, "region-unbacked", "regions_loaded", sentence))
    return tuple(problems)


def _grades_of_tissues(exercise: Exercise, vocabulary: Vocabulary) -> dict[Region, int]:
    """Return the highest grade of a tissue by region."""
    grades: dict[Region, int] = {}
    for tissue, grade in exercise.tissues.items():
        region = vocabulary.tissue_regions[tissue]
        grades[region] = max(grade, grades.get(region, 0))
    return grades


def _shares_of_muscles(exercise: Exercise, vocabulary: Vocabulary) -> dict[Region, float]:
    """Return the largest share of one muscle by region."""
    shares: dict[Region, float] = {}
    for muscle, share in exercise.muscles.items():
        region = vocabulary.muscle_regions[muscle]
        if region is not None:
            shares[region] = max(share, shares.get(region, 0.0))
    return shares


def check_agreement(exercises: Mapping[str, Exercise]) -> tuple[Problem, ...]:
    """Return the harder steps that are easier on paper, and the records unlike their family."""
    problems: list[Problem] = []
    groups: dict[tuple[Family, str], list[Exercise]] = defaultdict(list)
    for exercise in exercises.values():
        groups[exercise.family, exercise.pattern].append(exercise)
        problems += _check_steps(exercise, exercises)
    for members in groups.values():
        if len(members) >= FEWEST_TO_COMPARE:
            problems += _check_shares(members)
    return tuple(problems)


def demands(exercise: Exercise) -> dict[str, float]:
    """Return what an exercise asks for on paper, each more the larger it is.

    Kilograms are left out: of the harder of two lifts one lifts less.
    """
    return {
        "skill": exercise.skill,
        "one side at a time": exercise.laterality is not Laterality.BILATERAL,
        "share of body mass": exercise.body_mass_share or 0.0,
        "load that can grow": _LOAD_LEVELS[exercise.load_kind],
        "heavy loads": exercise.heavy_capable,
        "impact": exercise.impact.level,
        "tissues": sum(exercise.tissues.values()),
        "eccentric": exercise.eccentric,
        "end of range": exercise.end_range,
        "balance": exercise.fall_risk,
    }


def _check_steps(exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterable[Problem]:
    """Yield the harder steps of the family that ask for less of something and more of nothing."""
    if not exercise.harder:
        return
    here = demands(exercise)
    for harder_id in exercise.harder:
        harder = exercises.get(harder_id)
        if harder is None or harder.family is not exercise.family:
            continue
        there = demands(harder)
        if exercise.method is Method.STRENGTH and harder.method is Method.STRENGTH:
            here["time a repetition"] = exercise.seconds_per_rep
            there["time a repetition"] = harder.seconds_per_rep
        less = [name for name, amount in there.items() if amount < here.get(name, amount)]
        if less and all(amount <= here.get(name, amount) for name, amount in there.items()):
            yield _problem(
                exercise,
                "harder-is-easier-on-paper",
                "harder",
                f"“{harder_id}” is called harder, but asks for less ({', '.join(less)}) and for "
                "more of nothing.",
            )


def _check_shares(members: Sequence[Exercise]) -> Iterable[Problem]:
    """Yield the records whose muscles lie too far from the mean of their family and pattern."""
    mean: dict[str, float] = defaultdict(float)
    for member in members:
        for muscle, share in member.muscles.items():
            mean[muscle] += share / len(members)
    for member in members:
        shared = sum(min(share, mean[muscle]) for muscle, share in member.muscles.items())
        if 1 - shared > MOST_APART and "muscles" not in member.notes:
            yield _problem(
                member,
                "unlike-its-family",
                "muscles",
                f"The shares lie {1 - shared:.2f} from the mean of the ladder {member.family}; "
                f"at most {MOST_APART:g} is expected.",
                "Correct the shares, or say in notes.muscles why they differ.",
            )


def _problem(
    exercise: Exercise, code: str, key: str, sentence: str, remedy: str | None = None
) -> Problem:
    """Return an error at a key of an exercise's file."""
    return Problem(
        code=code, sentence=sentence, location=f"{exercise.id}.toml: {key}", remedy=remedy
    )

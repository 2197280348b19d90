"""What the stage of a rehabilitation refuses, whatever the pain of the day (AC-03, GT-01)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ironstride.body.permissions import Refusal
from ironstride.body.words import REGION_NAMES
from ironstride.domain.athlete import Condition
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family
from ironstride.domain.protocol import RehabNow, Spared

RULE: Final = "rehabilitation.stage"
SPARED_WORDS: Final = {
    Spared.END_RANGE: "works at the end of the range, which this protocol leaves out",
    Spared.ADDUCTION: "draws the leg across, which this protocol leaves out",
}


def does(exercise: Exercise, spared: Spared, regions: Iterable[Region]) -> bool:
    """Whether an exercise does to some regions what a protocol spares them."""
    if spared is Spared.END_RANGE:
        return exercise.end_range and any(exercise.regions_loaded.get(r, 0) for r in regions)
    return exercise.family is Family.HIP_ADDUCTION


def stage_refusal(exercise: Exercise, conditions: Iterable[Condition]) -> Refusal | None:
    """Return why the stage of somebody's rehabilitation leaves an exercise out, or None.

    Only what is active counts: what is over has no stage.
    """
    for condition in conditions:
        if condition.active and condition.rehab is not None:
            words = _words(exercise, condition.rehab)
            if words is not None:
                return Refusal(
                    rule=RULE,
                    evidence=condition.rehab.evidence,
                    sentence=f"{_stage(condition.rehab)}: {words}.",
                )
    return None


def untold_stages(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """Return a sentence for every rehabilitation under way whose stage was not told."""
    return tuple(
        f"“{each.rehab.protocol}” is taken to be in its first stage, “{each.rehab.stage}”, as no "
        "stage was told: say in which one you are, and the plan follows."
        for each in conditions
        if each.active and each.rehab is not None and not each.rehab.told
    )


def _stage(now: RehabNow) -> str:
    guess = "" if now.told else " (the first, as no stage was told)"
    return f"“{now.protocol}”, stage “{now.stage}”{guess}"


def _words(exercise: Exercise, now: RehabNow) -> str | None:
    if exercise.impact.level > now.impact_at_most:
        return "it allows no jumps" if now.impact_at_most == 0 else "it allows smaller jumps only"
    for region in now.regions:
        if exercise.regions_loaded.get(region, 0) > now.load_at_most:
            return f"it loads the {REGION_NAMES[region]} more than is allowed yet"
        if exercise.is_left_out_in(region, now.phase):
            return f"it waits for the {REGION_NAMES[region]}"
    for spared in sorted(now.spares):
        if does(exercise, spared, now.regions):
            return f"it {SPARED_WORDS[spared]}"
    return None

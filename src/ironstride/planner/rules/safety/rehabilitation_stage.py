"""What the stage of a rehabilitation does not allow yet is not planned."""

from __future__ import annotations

from ironstride.body.rehab import stage_refusal
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.domain.protocol import RehabNow, Spared
from ironstride.planner.content_model import OptionModel
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    conditions = model.facts.athlete.conditions
    if all(each.rehab is None for each in conditions):
        return frozenset()
    out = {
        e.id for e in model.facts.catalogue.exercises if stage_refusal(e, conditions) is not None
    }
    return model.where(lambda option: option.exercise.id in out)


def _measure(view: ContentView, _: Values) -> Measured:
    stages = [
        (condition.region, condition.rehab)
        for condition in view.facts.athlete.conditions
        if condition.rehab is not None and condition.active
    ]
    breaches = []
    for session, each in view.all():
        by = next((s for _, s in stages if _is_too_early(each.exercise, s)), None)
        if by is not None:
            breaches.append(
                Breach(
                    where=session.where,
                    sentence=f"{each.exercise.name} is not for the stage “{by.stage}” of "
                    f"“{by.protocol}”.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _is_too_early(exercise: Exercise, now: RehabNow) -> bool:
    grades = [exercise.regions_loaded.get(region, 0) for region in now.regions]
    waits = any(
        avoid.stage is not None
        and Region(avoid.region) in now.regions
        and avoid.stage.level >= now.phase.level
        for avoid in exercise.avoid_when
    )
    deep = Spared.END_RANGE in now.spares and exercise.end_range and any(grades)
    across = Spared.ADDUCTION in now.spares and exercise.family is Family.HIP_ADDUCTION
    too_much = max(grades, default=0) > now.load_at_most
    return waits or deep or across or too_much or now.impact_at_most < exercise.impact.level


RULE = Rule(
    id="safety.rehabilitation_stage",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("AC-03", "GT-01", "PH-01", "MT-04", "RB-05"),
    parameters=(),
    title="What the stage of a rehabilitation does not allow yet is not planned.",
    encode=_encode,
    measure=_measure,
    why="The way back has stages, and this belongs to a later one, or to none of them.",
)

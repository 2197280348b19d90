"""What a professional forbids is not planned."""

from __future__ import annotations

from typing import Final

from ironstride.domain.athlete import Forbidden, Limit
from ironstride.domain.exercise import Exercise, Method
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.limit_words import limit_said
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView

RUN: Final = "run"
"""The pattern of running and of the drills that take it apart; a march is its first step."""


def forbids(limit: Limit, exercise: Exercise) -> bool:  # noqa: PLR0911 (a word each)
    """Whether a limit forbids an exercise; a region narrows what is forbidden to what loads it."""
    loads = limit.region is None or exercise.regions_loaded.get(limit.region, 0) > 0
    match limit.forbid:
        case None:
            return False
        case Forbidden.ALL:
            return loads
        case Forbidden.EXERCISE:
            return exercise.id == limit.exercise
        case Forbidden.IMPACT:
            return exercise.impact.level > 0 and loads
        case Forbidden.RUNNING:
            drill = exercise.method is Method.DRILL and exercise.impact.level > 0
            return drill or exercise.pattern == RUN
        case Forbidden.END_RANGE:
            return exercise.end_range and loads
        case Forbidden.HEAVY_LOWER | Forbidden.HEAVY_UPPER:
            return False


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    def is_out(option: Option) -> bool:
        limits = model.facts.limits_on(option.frame.placed.date)
        return any(forbids(limit, option.exercise) for limit in limits)

    return model.where(is_out)


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        limits = [m for m in view.facts.athlete.limits if m.holds_on(session.session.date)]
        for block in session.session.blocks:
            for each in block.exercises:
                exercise = view.facts.catalogue.by_id.get(each.exercise)
                if exercise is None:
                    continue
                by = next((m for m in limits if _is_forbidden(m, exercise)), None)
                if by is not None:
                    breaches.append(
                        Breach(
                            where=session.where,
                            sentence=f"{exercise.name} is left out. {limit_said(by)}",
                        )
                    )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _is_forbidden(limit: Limit, exercise: Exercise) -> bool:
    what = limit.forbid
    if what is Forbidden.EXERCISE:
        return limit.exercise == exercise.id
    if what is Forbidden.RUNNING:
        return exercise.pattern == RUN or (
            exercise.method is Method.DRILL and exercise.contacts_per_rep > 0
        )
    grade = 1 if limit.region is None else exercise.regions_loaded.get(limit.region, 0)
    if not grade:
        return False
    return (
        what is Forbidden.ALL
        or (what is Forbidden.IMPACT and exercise.impact.level >= 1)
        or (what is Forbidden.END_RANGE and exercise.end_range)
    )


RULE = Rule(
    id="limits.forbidden",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("house",),
    parameters=(),
    title="What a professional forbids is not planned.",
    encode=_encode,
    measure=_measure,
    why="A professional who knows you set this limit, and nothing overrides it.",
)

"""A phase holds the methods it is for: no jumps in a base, nothing new right before a race."""

from __future__ import annotations

from ironstride.domain.exercise import Impact
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import Option, OptionModel
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView, is_novel_kind

WITHOUT_JUMPS = frozenset(
    {Phase.ADAPTATION, Phase.RECOVERY, Phase.REHABILITATION, Phase.OFF, Phase.RACE}
)
WITHOUT_NEW = frozenset({Phase.TAPER, Phase.RACE, Phase.RECOVERY})
"""Phases in which a new eccentric or plyometric exercise would leave its soreness in the race."""


def _encode(model: OptionModel, _: Values) -> frozenset[int]:
    phase = model.week.phase
    no_jumps = phase in WITHOUT_JUMPS

    def forbids(option: Option) -> bool:
        exercise = option.exercise
        if no_jumps and exercise.impact is not Impact.NONE:
            return True
        if phase is Phase.ADAPTATION and exercise.eccentric:
            return True
        return (
            phase in WITHOUT_NEW
            and is_novel_kind(exercise)
            and model.history.is_novel(exercise.id, option.frame.placed.date)
        )

    return model.where(forbids)


def _measure(view: ContentView, _: Values) -> Measured:
    phase = view.week.phase
    breaches = []
    for session, each in view.all():
        exercise = each.exercise
        jumps = exercise.impact.level > 0
        novel = (exercise.is_lower and exercise.eccentric) or jumps
        last = view.history.last_done.get(exercise.id)
        new = last is None or (session.session.date - last).days > 21  # noqa: PLR2004 (DESIGN §4)
        if jumps and phase in WITHOUT_JUMPS:
            sentence = f"{exercise.name} is a jump, and this block holds none yet."
        elif phase is Phase.ADAPTATION and exercise.eccentric:
            sentence = f"{exercise.name} is hard lowering work, which waits until the base is laid."
        elif phase in WITHOUT_NEW and novel and new:
            sentence = f"{exercise.name} is new, and nothing new comes near a race."
        else:
            continue
        breaches.append(Breach(where=session.where, sentence=sentence))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.phase_methods",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("RD-01", "RD-05", "RD-08", "CT-10"),
    parameters=(),
    title="Base before jumps, and nothing new near a race.",
    encode=_encode,
    measure=_measure,
    why="Each block has its methods; jumps and hard lowering come after the base.",
)

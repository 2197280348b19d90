"""Power, then strength, then accessories, then the trunk."""

from __future__ import annotations

from ironstride.domain.exercise import Exercise, Impact, Need
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView, Prescribed

POWER_FIRST = "jumps come first, while you are fresh"
TRUNK_LAST = "the trunk comes after the legs that need it"
LEGS = frozenset({Need.LEGS_KNEE, Need.LEGS_HIP})


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    # Sessions are put in order when they are assembled: no choice of the model breaks this.
    del model
    return ContentTerms()


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session in view.sessions:
        found = _fault(session.exercises)
        if found is not None:
            breaches.append(Breach(where=session.where, sentence=f"Out of order: {found}."))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


def _springs(exercise: Exercise) -> bool:
    """Whether fresh legs are what it lives on: jumps, drills, hops for the foot."""
    return exercise.need is Need.POWER or exercise.impact is not Impact.NONE


def _fault(exercises: tuple[Prescribed, ...]) -> str | None:
    """Return what is out of order; exercises of one block are done in turn and share a place."""
    for later in exercises:
        for earlier in exercises:
            if earlier.block >= later.block:
                continue
            if _springs(later.exercise) and not _springs(earlier.exercise):
                return POWER_FIRST
            alone = not any(e.block == earlier.block and e.exercise.need in LEGS for e in exercises)
            if later.exercise.need in LEGS and earlier.exercise.need is Need.TRUNK and alone:
                return TRUNK_LAST
    return None


RULE = Rule(
    id="dose.order_in_session",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("LP-33", "CT-03"),
    parameters=(),
    title="Power first, then strength, then accessories, the trunk last.",
    encode=_encode,
    measure=_measure,
    why="What is done first improves most, and jumps need fresh legs.",
)

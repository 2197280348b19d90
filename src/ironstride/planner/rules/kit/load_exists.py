"""A load in kilograms is one that the kit can make."""

from __future__ import annotations

from ironstride.domain.athlete import at_place
from ironstride.domain.exercise import LoadKind
from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView
from ironstride.strength.kit import available_loads, is_known

TOLERANCE_KG = 0.01


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    return model.per_choice(
        lambda c: int(
            c.exercise.load_kind is LoadKind.EXTERNAL
            and c.dose.work.load_kg is None
            and c.dose.work.reps is not None
            and is_known(model.frames[c.session].place, c.exercise.implement)
        )
    )


def _measure(view: ContentView, _: Values) -> Measured:
    breaches = []
    for session, each in view.all():
        place = session.frame.place
        loads = available_loads(place, each.exercise.implement)
        for one in (*each.ramp, *each.sets):
            if one.load_kg is None:
                external = each.exercise.load_kind is LoadKind.EXTERNAL and one.reps is not None
                if external and is_known(place, each.exercise.implement):
                    breaches.append(
                        Breach(
                            where=session.where,
                            sentence=f"{each.exercise.name}: no weight {at_place(place.id)} is "
                            "light enough.",
                        )
                    )
                    break
                continue
            if not any(abs(load - one.load_kg) < TOLERANCE_KG for load in loads):
                breaches.append(
                    Breach(
                        where=session.where,
                        sentence=f"{each.exercise.name}: {one.load_kg:g} kg cannot be made with "
                        f"the kit {at_place(place.id)}.",
                    )
                )
                break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="kit.load_exists",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="exercises",
    evidence=("LP-25",),
    parameters=(),
    title="A load is one that the kit can make.",
    encode=_encode,
    measure=_measure,
    why="The load is the nearest that your kit can make from below.",
)

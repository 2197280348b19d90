"""No heavy legs within twenty-four hours before a quality or long run."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.domain.run import RunKind
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView
from ironstride.planner.slots import minutes_between
from ironstride.units import MIN_PER_HOUR


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    return ContentTerms(
        rows=tuple(
            Row(weights={model.heavy[i]: 1}, relation=Relation.AT_MOST, bound=0)
            for i, frame in enumerate(model.frames)
            if frame.hours_to_key < values["hours"]
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    breaches = []
    for each in view.sessions:
        session = each.session
        if not each.heavy_lower:
            continue
        end = session.start_minute + round(session.minutes_budget)
        for run in view.facts.runs:
            if not (run.kind.is_quality or run.kind is RunKind.LONG):
                continue
            hours = minutes_between((session.date, end), (run.date, run.start_minute)) / (
                MIN_PER_HOUR
            )
            if 0 <= hours < values["hours"]:
                breaches.append(
                    Breach(
                        where=each.where,
                        amount=round(hours, 1),
                        sentence=f"Heavy legs {hours:.0f} h before the {run.kind} run.",
                    )
                )
                break
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="interference.heavy_before_key_run",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("CT-07", "CT-08"),
    parameters=(Parameter(name="hours", value=24, unit="h", low=24, high=72, evidence=("CT-08",)),),
    title="No heavy legs within twenty-four hours before a quality or long run.",
    encode=_encode,
    measure=_measure,
    why="In one trial a hard run the day after heavy legs gave out 18 to 29 per cent sooner.",
)

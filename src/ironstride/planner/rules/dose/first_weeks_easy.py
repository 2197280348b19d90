"""The first two weeks of lifting, or after a long layoff, hold no heavy legs."""

from __future__ import annotations

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.history import History
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _is_early(history: History, values: Values) -> bool:
    """Whether fewer leg sessions lie in the last three weeks than two weeks hold."""
    return history.leg_sessions < values["sessions"]


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not _is_early(model.history, values):
        return ContentTerms()
    return ContentTerms(
        rows=tuple(
            Row(weights={flag: 1}, relation=Relation.AT_MOST, bound=0)
            for position, flag in enumerate(model.heavy)
            if model.history.leg_sessions + position < values["sessions"]
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    done = view.history.leg_sessions
    if done >= values["sessions"]:
        return KEPT
    breaches = [
        Breach(
            where=each.where,
            sentence=f"Heavy legs in leg session {done + position + 1}, before the legs know the "
            "work.",
        )
        for position, each in enumerate(view.sessions)
        if each.session.heavy_lower and done + position < values["sessions"]
    ]
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="dose.first_weeks_easy",
    level=Level.CONTENT,
    strength=Strength.HARD,
    weight=0,
    unit="sessions",
    evidence=("RD-01", "CT-10", "CT-28"),
    parameters=(
        Parameter(name="sessions", value=3, unit="sessions", low=2, high=6, evidence=("CT-10",)),
    ),
    title="The first leg sessions, also after a long layoff, are not heavy.",
    encode=_encode,
    measure=_measure,
    why="The first three leg sessions leave the deepest soreness, so they stay easy.",
)

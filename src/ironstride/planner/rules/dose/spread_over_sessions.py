"""The week's sets are spread over its sessions."""

from __future__ import annotations

import math

from ironstride.domain.plan import Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.needs import targets
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    sessions = len(model.frames)
    if sessions < values["sessions"]:
        return ContentTerms()
    share = math.ceil(sum(targets(model.facts, model.week, model.history).values()) / sessions)
    return ContentTerms(
        rows=tuple(
            Row(
                weights={c.index: c.sets for c in model.in_session(position)},
                relation=Relation.OVER,
                bound=share + int(values["spare"]),
            )
            for position in range(sessions)
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if len(view.sessions) < values["sessions"]:
        return KEPT
    wanted = sum(targets(view.facts, view.week, view.history).values())
    most = -(-wanted // len(view.sessions)) + int(values["spare"])
    amount = 0
    breaches = []
    for each in view.sessions:
        over = sum(x.working for x in each.exercises) - most
        if over > 0:
            amount += over
            breaches.append(
                Breach(
                    where=each.where,
                    amount=over,
                    sentence=f"{over} sets more than this session's share of the week.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.spread_over_sessions",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=10,
    unit="sets beyond the share",
    evidence=("LP-32",),
    parameters=(
        Parameter(name="sessions", value=2, unit="sessions", low=2, high=4, evidence=("house",)),
        Parameter(name="spare", value=2, unit="sets", low=0, high=6, evidence=("house",)),
    ),
    title="The sets of a week are spread over its sessions.",
    encode=_encode,
    measure=_measure,
    why="Half of the work in each session leaves something for both.",
)

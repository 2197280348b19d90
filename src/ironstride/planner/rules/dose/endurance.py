"""Trunk and foot work long enough in a week: what they need is endurance, not a maximum."""

from __future__ import annotations

from typing import Final

from ironstride.domain.exercise import Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.dose import set_work_seconds
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.muscles import minutes_share
from ironstride.planner.needs import LIGHT_SHARE, build_up_share, done_in_week
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView

SECONDS: Final[dict[Need, dict[Phase, str]]] = {
    Need.TRUNK: {
        Phase.ADAPTATION: "trunk", Phase.MAXIMUM_STRENGTH: "trunk", Phase.POWER: "trunk",
        Phase.MAINTENANCE: "trunk_kept",
    },
    Need.FOOT: {
        Phase.ADAPTATION: "foot", Phase.MAXIMUM_STRENGTH: "foot", Phase.POWER: "foot_kept",
        Phase.MAINTENANCE: "foot_kept",
    },
}  # fmt: skip
"""Parameter of the seconds by need and phase."""
WORDS: Final = {Need.TRUNK: "Trunk", Need.FOOT: "Foot and shin"}
TEN: Final = 10
"""Seconds of the unit that is counted."""
OF_A_SET: Final = 3
"""House: tens of seconds that a logged set is taken for."""


def _wanted(facts: Facts, week: SeasonWeek, history: History, values: Values) -> dict[Need, int]:
    """Return by need the tens of seconds that the week still should hold."""
    share = min(1.0, minutes_share(facts))
    share *= LIGHT_SHARE if week.light else build_up_share(week, history)
    by_id = facts.catalogue.by_id
    found = {}
    for need, names in SECONDS.items():
        if week.phase in names:
            done = done_in_week(facts, week.start)
            sets = sum(n for e, n in done.items() if by_id[e].need is need)
            found[need] = int(values[names[week.phase]] * share) - OF_A_SET * sets
    return found


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not model.frames:
        return ContentTerms()
    wanted = _wanted(model.facts, model.week, model.history, values)
    return ContentTerms(
        rows=tuple(
            Row(
                weights={
                    c.index: int(c.sets * c.dose.set_seconds / TEN)
                    for c in model.choices
                    if c.exercise.need is need
                },
                relation=Relation.SHORT,
                bound=tens,
            )
            for need, tens in wanted.items()
        )
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if not view.sessions:
        return KEPT
    amount = 0
    breaches = []
    for need, tens in _wanted(view.facts, view.week, view.history, values).items():
        held = sum(
            int(sum(set_work_seconds(each.exercise, s) for s in each.sets) // TEN)
            for _, each in view.all()
            if each.exercise.need is need
        )
        if held < tens:
            amount += tens - held
            breaches.append(
                Breach(
                    where=view.week.start.isoformat(),
                    amount=TEN * (tens - held),
                    sentence=f"{WORDS[need]}: {TEN * held} of {TEN * tens} seconds of work.",
                )
            )
    return Measured(amount=amount, breaches=tuple(breaches))


RULE = Rule(
    id="dose.endurance",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=2,
    unit="missing tens of seconds",
    evidence=("BR-16", "BR-15", "LB-03", "house"),
    parameters=(
        Parameter(
            name="trunk", value=15, unit="x10 s", low=6, high=60, evidence=("BR-16", "house")
        ),
        Parameter(name="trunk_kept", value=8, unit="x10 s", low=3, high=40, evidence=("house",)),
        Parameter(name="foot", value=9, unit="x10 s", low=3, high=60, evidence=("BR-15", "house")),
        Parameter(name="foot_kept", value=5, unit="x10 s", low=2, high=40, evidence=("house",)),
    ),
    title="Trunk and foot work long enough in a week to last a run.",
    encode=_encode,
    measure=_measure,
    why="They hold for as long as you run, so what counts is time under work.",
)

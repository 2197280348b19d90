"""While a region of the legs hurts more than a little, the first weeks are for rehabilitation."""

from __future__ import annotations

import numpy as np

from ironstride.body.gates import GateState
from ironstride.domain.body_region import LOWER_BODY, Region
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView

HURT = LOWER_BODY | {Region.LOW_BACK}


def _is_hurt(facts: Facts) -> bool:
    gates = facts.permissions.gates
    return any(g.state is not GateState.GO for region, g in gates.items() if region in HURT)


def _encode(model: SeasonModel, values: Values) -> SeasonTerms:
    node = model.none()
    rehab = model.graph.in_phase(Phase.REHABILITATION)
    fixed = model.graph.in_phase(Phase.RACE, Phase.OFF, Phase.RECOVERY)
    first = int(values["weeks"]) if _is_hurt(model.facts) else 0
    longest = int(values["longest"]) if first else 0
    node[:first] = np.where(rehab | fixed, 0, 1)
    node[longest:] = np.where(rehab, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, values: Values) -> Measured:
    hurt = [
        region
        for region, gate in view.facts.permissions.gates.items()
        if gate.state != "go" and region in HURT
    ]
    breaches = []
    for position, week in enumerate(view.weeks):
        calm = week.phase in {Phase.REHABILITATION, Phase.RACE, Phase.OFF, Phase.RECOVERY}
        if hurt and position < values["weeks"] and not calm:
            sentence = f"{hurt[0].replace('-', ' ').capitalize()} hurts, and the week builds."
        elif week.phase is Phase.REHABILITATION and (not hurt or position >= values["longest"]):
            sentence = "A week of rehabilitation without a reason."
        else:
            continue
        breaches.append(Breach(where=week.start.isoformat(), sentence=sentence))
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="safety.rehabilitation_first",
    level=Level.SEASON,
    strength=Strength.HARD,
    weight=0,
    unit="weeks",
    evidence=("RB-01", "MT-04", "PF-05"),
    parameters=(
        Parameter(name="weeks", value=2, unit="weeks", low=1, high=6, evidence=("MT-04",)),
        Parameter(name="longest", value=6, unit="weeks", low=2, high=12, evidence=("RF-13",)),
    ),
    title="While the legs hurt more than a little, the first two weeks are for rehabilitation.",
    encode=_encode,
    measure=_measure,
    why="First it has to calm down; building starts from there.",
)

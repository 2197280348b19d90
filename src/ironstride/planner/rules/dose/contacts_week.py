"""Foot contacts of a week lie in the range of its phase; those that load tendons harder count more.

The caps of a session say what legs may take at once; this is what a week is to hold, so that
tendons and muscles are stretched and released often enough to learn it, and not more often. Steps
of running drills don't count: they are short of what a jump stores. Who has lifted for long and has
nothing to load the legs with trains for power by jumps alone: sixty of the hardest a session,
ninety of those that load tendons less.
"""

from __future__ import annotations

from typing import Final

from ironstride.domain.exercise import Exercise, Method, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.history import History
from ironstride.planner.needs import LIGHT_SHARE, build_up_share, full_targets, may_land
from ironstride.planner.rule import KEPT, Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.season_facts import kit_loads
from ironstride.planner.sessions import ContentView

NAMES: Final[dict[Phase, tuple[str, str]]] = {
    Phase.MAXIMUM_STRENGTH: ("build", "most"),
    Phase.POWER: ("power", "most_power"),
    Phase.MAINTENANCE: ("keep", "most"),
}
"""Parameters of the fewest and most contacts a session by phase; the other phases have no range."""
SPRINGS: Final = ("achilles", "patellar-tendon")
"""BR-04: a contact counts by the grade, 1 to 3, to which it loads one of these tendons."""


def _range(
    facts: Facts, week: SeasonWeek, history: History, sessions: int, values: Values
) -> tuple[int, int] | None:
    """Return the fewest and most contacts of a week; None where its phase or goals ask for none."""
    if week.phase not in NAMES or not full_targets(facts, week).get(Need.POWER):
        return None
    low, high = NAMES[week.phase]
    if low == "power" and facts.is_experienced and not kit_loads(facts):
        low, high = "power_alone", "most_alone"
    share = LIGHT_SHARE if week.light else build_up_share(week, history)
    fewest = int(values[low] * sessions * share) if may_land(facts, week) else 0
    return fewest, int(values[high] * sessions)


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    asked = _range(model.facts, model.week, model.history, len(model.frames), values)
    if asked is None:
        return ContentTerms()
    weights = model.weights(
        lambda c: (
            c.contacts * max(1, *(c.exercise.tissues.get(tendon, 0) for tendon in SPRINGS))
            if c.exercise.method is Method.PLYOMETRIC
            else 0
        )
    )
    fewest, most = asked
    return ContentTerms(
        rows=(
            Row(weights=weights, relation=Relation.SHORT, bound=fewest),
            Row(weights=weights, relation=Relation.OVER, bound=most),
        )
    )


def _counts(exercise: Exercise) -> int:
    if exercise.method is not Method.PLYOMETRIC:
        return 0
    grades = [grade for tissue, grade in exercise.tissues.items() if tissue in SPRINGS]
    return max(grades, default=1)


def _measure(view: ContentView, values: Values) -> Measured:
    asked = _range(view.facts, view.week, view.history, len(view.sessions), values)
    if asked is None:
        return KEPT
    contacts = sum(each.contacts * _counts(each.exercise) for _, each in view.all())
    fewest, most = asked
    if fewest <= contacts <= most:
        return KEPT
    amount = fewest - contacts if contacts < fewest else contacts - most
    side = f"at least {fewest}" if contacts < fewest else f"at most {most}"
    return Measured(
        amount=amount,
        breaches=(
            Breach(
                where=view.week.start.isoformat(),
                amount=amount,
                sentence=f"Foot contacts in the week: {contacts}, counted by how hard they load "
                f"tendons; {side} are wanted.",
            ),
        ),
    )


RULE = Rule(
    id="dose.contacts_week",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=1,
    unit="contacts beside the range",
    evidence=("RD-05", "RD-06", "RD-07", "RD-08", "RE-32", "PE-03", "BR-04"),
    parameters=(
        Parameter(
            name="build", value=25, unit="contacts", low=10, high=60, evidence=("RD-05", "house")
        ),
        Parameter(name="power", value=60, unit="contacts", low=30, high=120, evidence=("RD-08",)),
        Parameter(
            name="power_alone",
            value=180,
            unit="contacts",
            low=60,
            high=360,
            evidence=("RD-06", "RE-32", "PE-03"),
        ),
        Parameter(name="keep", value=15, unit="contacts", low=0, high=40, evidence=("house",)),
        Parameter(
            name="most", value=100, unit="contacts", low=60, high=160, evidence=("RD-05", "RD-06")
        ),
        Parameter(
            name="most_power", value=160, unit="contacts", low=80, high=360, evidence=("RD-08",)
        ),
        Parameter(
            name="most_alone",
            value=240,
            unit="contacts",
            low=160,
            high=540,
            evidence=("RD-07", "RE-32", "PE-03"),
        ),
    ),
    title="The contacts of a week lie in the range of its phase; harder ones count for more.",
    encode=_encode,
    measure=_measure,
    why="Springs are trained by many good contacts, not by a few and not by endless ones.",
)

"""What a protocol states with a row, and not as house, holds no number that the row lacks."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

import pytest

from ironstride.catalogue.protocols import ladder, protocols
from ironstride.domain.evidence import HOUSE
from ironstride.domain.protocol import (
    Criterion,
    Dose,
    LadderCriterion,
    Protocol,
    Statement,
    TimeCriterion,
)
from tests.support.dossier import DOSSIER, WITHOUT, DossierRow, numbers, read_dossier

PER_MINUTE = 60
SCALE = {"10", "0"}
"""Of the scale of pain, 0 to 10, on which every sentence about pain stands."""

pytestmark = pytest.mark.skipif(not DOSSIER.exists(), reason=WITHOUT)


@cache
def rows() -> dict[str, DossierRow]:
    return read_dossier(DOSSIER.read_text("utf-8"))


def stated(evidence: tuple[str, ...]) -> set[str]:
    """Return every number of the rows, and what follows from them by units alone."""
    found = {number for id in evidence if id != HOUSE for number in numbers(rows()[id].text)}
    shares = {f"{100 - float(n):g}" for n in found if n.replace(".", "").isdigit()}
    return found | shares


def statements(each: Protocol) -> list[Statement]:
    rules = ladder(each.walk_run).rules if each.walk_run else ()
    said = [*each.approach, *each.tell_apart, *each.avoid, *each.course, *each.conflicts, *rules]
    return said + [statement for stage in each.stages for statement in stage.practice]


def missing_of(statement: Statement) -> set[str]:
    """Return the numbers of a sentence that none of its rows has."""
    return numbers(statement.says) - stated(statement.evidence) - SCALE


def missing_of_dose(dose: Dose) -> set[str]:
    """Return the numbers of a dose that none of its rows has; rests are told in minutes."""
    asked = {*dose.sets, *dose.amount, *(n for n in (dose.repetition_maximum,) if n)}
    if dose.days_per_week is not None and dose.days_per_week != (7, 7):
        asked |= set(dose.days_per_week)
    rests = {n // PER_MINUTE for n in dose.rest_seconds or ()}
    return {str(n) for n in asked | rests} - stated(dose.evidence)


def missing_of_criterion(criterion: Criterion) -> set[str]:
    """Return the limits of a criterion that none of its rows has; times and steps are ours."""
    if isinstance(criterion.asks, TimeCriterion | LadderCriterion):
        return set()
    values = (getattr(criterion.asks, field.name) for field in fields(criterion.asks))
    asked = {f"{v:g}" for v in values if isinstance(v, int | float)}
    have = stated(criterion.evidence)
    minutes = {f"{PER_MINUTE * float(n):g}" for n in have if n.isdigit()}
    return asked - have - minutes - SCALE - {"1"}


@pytest.mark.parametrize("each", protocols(), ids=lambda each: each.id)
def test_a_protocol_states_no_number_that_its_rows_lack(each: Protocol) -> None:
    told = {said.says: missing_of(said) for said in statements(each) if HOUSE not in said.evidence}
    assert {says: missing for says, missing in told.items() if missing} == {}
    doses = [dose for stage in each.stages for dose in stage.doses if HOUSE not in dose.evidence]
    found = [(dose.exercise, missing_of_dose(dose)) for dose in doses]
    assert [(name, missing) for name, missing in found if missing] == []


@pytest.mark.parametrize("each", protocols(), ids=lambda each: each.id)
def test_a_criterion_asks_no_number_that_its_rows_lack(each: Protocol) -> None:
    asked = [c for stage in each.stages for c in (*stage.enter, *stage.exit)]
    cited = [criterion for criterion in asked if HOUSE not in criterion.evidence]
    found = [(criterion.asks, missing_of_criterion(criterion)) for criterion in cited]
    assert [(asks, missing) for asks, missing in found if missing] == []


def test_an_invented_number_is_found() -> None:
    said = Statement(says="In 999 runners it took 12 weeks.", evidence=("RH-03",))
    assert missing_of(said) == {"999"}
    dose = protocols()[0].stages[0].doses[0]
    assert missing_of_dose(
        Dose(
            exercise=dose.exercise,
            sets=(9, 9),
            amount=(13, 13),
            days_per_week=(3, 3),
            evidence=("RH-03",),
        )
    ) == {"13"}

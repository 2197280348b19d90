from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ironstride.storage import AthleteId, PutStatus
from ironstride.storage.versioned import ASKED_AT_ONCE
from tests.storage.builders import NOW, make_set

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.storage import Database, UnitOfWork

ONE_BY_ONE, AT_ONCE = AthleteId("one-by-one"), AthleteId("at-once")

STEP = st.tuples(
    st.sampled_from(["log", "edit", "delete", "undo"]),
    st.lists(st.tuples(st.integers(0, 6), st.integers(5, 7)), min_size=1, max_size=8),
)


def a_set(number: int, reps: int) -> LoggedSet:
    """Return a set; every third has no id of its own and gets it from what it says."""
    one = make_set(f"set-{number}", day=number, reps=reps)
    return replace(one, id=None) if number % 3 == 0 else one


def change(unit: UnitOfWork, step: str, number: int, reps: int) -> None:
    """Change what is logged under an id, if anything is."""
    key = f"set-{number}"
    if step == "edit":
        unit.sets.edit(key, a_set(number, reps), now=NOW)
    elif step == "delete":
        unit.sets.delete(key, now=NOW)
    else:
        unit.sets.undo(key, now=NOW)


def stored(unit: UnitOfWork) -> list[object]:
    """Return every version of every set."""
    ids = sorted({version.id for version in unit.sets.recent(1_000)})
    return [unit.sets.all(), *(unit.sets.history(id) for id in ids)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=6))
def test_many_at_once_are_stored_as_one_by_one(
    database: Database, steps: list[tuple[str, list[tuple[int, int]]]]
) -> None:
    for athlete in (ONE_BY_ONE, AT_ONCE):
        with database.begin(athlete=athlete, durable=False) as unit:
            unit.connection.exec_driver_sql(
                "DELETE FROM logged_set WHERE athlete_id = ?", (athlete,)
            )
    for step, given_sets in steps:
        with database.begin(athlete=ONE_BY_ONE, durable=False) as unit:
            if step == "log":
                puts = tuple(unit.sets.log(a_set(*each), now=NOW) for each in given_sets)
            else:
                change(unit, step, *given_sets[0])
                puts = ()
        with database.begin(athlete=AT_ONCE, durable=False) as unit:
            if step == "log":
                sets = [a_set(*each) for each in given_sets]
                assert unit.sets.log_all(sets, now=NOW) == puts
            else:
                change(unit, step, *given_sets[0])
    with database.snapshot(athlete=ONE_BY_ONE) as unit:
        wanted = stored(unit)
    with database.snapshot(athlete=AT_ONCE) as unit:
        assert stored(unit) == wanted


def test_more_than_fit_into_one_question_are_stored_once(database: Database) -> None:
    sets = [make_set(f"set-{number:05d}") for number in range(2 * ASKED_AT_ONCE + 3)]
    with database.begin() as unit:
        first = unit.sets.log_all(sets, now=NOW)
    with database.begin() as unit:
        again = unit.sets.log_all(reversed(sets), now=NOW)
        assert unit.sets.log_all((), now=NOW) == ()
        assert len(unit.sets.all()) == len(sets)
    assert {put.status for put in first} == {PutStatus.NEW}
    assert {put.status for put in again} == {PutStatus.KNOWN}
    assert [put.id for put in first] == [one.id for one in sets]

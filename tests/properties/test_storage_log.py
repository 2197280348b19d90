from __future__ import annotations

import datetime as dt
import functools
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSet, SetKind
from ironstride.storage import PutStatus, UnitOfWork, open_database

NOW = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)
IDS = ("a", "b", "c")

numbers = st.floats(0, 1e6, allow_nan=False)
sets = st.builds(
    LoggedSet,
    id=st.none(),
    exercise=st.text(max_size=30).filter(lambda text: "\x00" not in text),
    date=st.dates(),
    order=st.integers(0, 99),
    kind=st.sampled_from(SetKind),
    side=st.none() | st.sampled_from(Side),
    reps=st.none() | st.integers(0, 1000),
    seconds=st.none() | numbers,
    load_kg=st.none() | numbers,
    rir=st.none() | st.floats(0, 10),
    session_id=st.none() | st.just("session"),
    technique_ok=st.none() | st.booleans(),
    fault=st.none() | st.just("The back rounds"),
    logged_at=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
)

steps = st.one_of(
    st.tuples(st.just("log"), st.sampled_from(IDS), sets),
    st.tuples(st.just("edit"), st.sampled_from(IDS), sets),
    st.tuples(st.just("delete"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("undo"), st.sampled_from(IDS), st.none()),
)


@functools.cache
def empty_database() -> bytes:
    """Return the bytes of a database with its tables."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        open_database(path).close()
        return path.read_bytes()


def within(work: Callable[[UnitOfWork], None]) -> None:
    """Do something in a database of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        path.write_bytes(empty_database())
        database = open_database(path)
        with database.begin(durable=False) as unit:
            work(unit)
        database.close()


@given(value=sets)
def test_any_set_comes_back_and_is_stored_once_however_often_it_is_sent(value: LoggedSet) -> None:
    def work(unit: UnitOfWork) -> None:
        first = unit.sets.log(value, now=NOW)
        again = unit.sets.log(value, now=NOW + dt.timedelta(days=1))
        assert (first.status, again.status) == (PutStatus.NEW, PutStatus.KNOWN)
        assert first.id == again.id
        assert unit.sets.all() == (replace(value, id=first.id),)

    within(work)


class Model:
    """What the versions of each id must be, in plain Python."""

    def __init__(self) -> None:
        self.versions: dict[str, list[LoggedSet | None]] = {}
        self.contents: dict[str, list[LoggedSet]] = {}

    def apply(self, step: tuple[str, str, LoggedSet | None]) -> None:
        what, id_, value = step
        kept = self.versions.setdefault(id_, [])
        contents = self.contents.setdefault(id_, [])
        is_new = what == "log" and not kept
        is_change = what == "edit" and bool(kept) and kept[-1] != value
        if value is not None and (is_new or is_change):
            self._add(id_, value, value)
        elif what == "delete" and kept and kept[-1] is not None:
            self._add(id_, None, contents[-1])
        elif what == "undo" and kept:
            before = kept[-2] if len(kept) > 1 else None
            self._add(id_, before, contents[-2] if len(kept) > 1 else contents[-1])

    def _add(self, id_: str, value: LoggedSet | None, content: LoggedSet) -> None:
        self.versions[id_].append(value)
        self.contents[id_].append(content)


@given(script=st.lists(steps, max_size=12))
def test_versions_keep_all_and_the_last_one_holds(
    script: list[tuple[str, str, LoggedSet | None]],
) -> None:
    named = [
        (what, id_, None if value is None else replace(value, id=id_))
        for what, id_, value in script
    ]
    model = Model()

    def work(unit: UnitOfWork) -> None:
        for step in named:
            what, id_, value = step
            model.apply(step)
            if what == "log" and value is not None:
                unit.sets.log(value, now=NOW)
            elif what == "edit" and value is not None:
                unit.sets.edit(id_, value, now=NOW)
            elif what == "delete":
                unit.sets.delete(id_, now=NOW)
            elif what == "undo":
                unit.sets.undo(id_, now=NOW)
        for id_ in IDS:
            expected = model.versions.get(id_, [])
            assert [one.value for one in unit.sets.history(id_)] == expected
            assert unit.sets.get(id_) == (expected[-1] if expected else None)
        live = {id_ for id_, kept in model.versions.items() if kept and kept[-1] is not None}
        assert {one.id for one in unit.sets.all()} == live

    within(work)

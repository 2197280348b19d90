from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ironstride.domain.clock import monday_of
from ironstride.services import progress
from ironstride.services.progress import progress_of, thinned
from ironstride.storage import open_database
from ironstride.strength.progress import ProgressPoint
from tests.storage.builders import NOW, TODAY, make_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ironstride.storage import Database
    from ironstride.storage.logs import LoggedSets

DAYS = (1, 3, 8, 10, 15, 17, 22, 24)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "progress.sqlite")
    with opened.begin() as unit:
        for day in DAYS:
            one = replace(make_set(f"set-{day}", day=day), side=None, session_id=f"s-{day}")
            unit.sets.log(one, now=NOW)
            unit.sets.log(replace(one, id=f"row-{day}", exercise="barbell-row"), now=NOW)
    yield opened
    opened.close()


def drawn_anew(database: Database) -> progress.Progress:
    progress._CHARTS.clear()  # noqa: SLF001  what is kept is what is tried
    with database.snapshot() as unit:
        return progress_of(unit, TODAY)


def heavier(sets: LoggedSets) -> None:
    sets.edit("set-3", replace(make_set("set-3", day=3), side=None, load_kg=90.0), now=NOW)


def gone(sets: LoggedSets) -> None:
    sets.delete("set-8", now=NOW)


def moved(sets: LoggedSets) -> None:
    one = replace(make_set("set-1", day=1), side=None, exercise="barbell-row", load_kg=99.0)
    sets.edit("set-1", one, now=NOW)


def back_again(sets: LoggedSets) -> None:
    heavier(sets)
    sets.undo("set-3", now=NOW)


@pytest.mark.parametrize("change", [heavier, gone, moved, back_again])
def test_a_chart_that_was_kept_is_the_one_that_would_be_drawn_anew(
    database: Database, change: Callable[[LoggedSets], None]
) -> None:
    before = drawn_anew(database)
    assert {each.exercise for each in before.strength} == {"back-squat", "barbell-row"}
    with database.snapshot() as unit:
        assert progress_of(unit, TODAY) == before
    with database.begin() as unit:
        change(unit.sets)
    with database.snapshot() as unit:
        kept = progress_of(unit, TODAY)
    assert kept == drawn_anew(database)
    if change is not back_again:
        assert kept != before


def test_a_chart_asked_for_again_is_not_drawn_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn_anew(database)
    monkeypatch.setattr(progress, "strength_chart", None)
    with database.snapshot() as unit:
        assert len(progress_of(unit, TODAY).strength) == 2


def test_every_session_of_a_year_is_shown_and_one_a_week_before_it() -> None:
    dates = [TODAY - dt.timedelta(days=2 * back) for back in range(400)][::-1]
    series = tuple(
        ProgressPoint(date=date, kg=60.0, low=55.0, high=65.0, known=True) for date in dates
    )
    shown = thinned(series)
    assert [p for p in shown if p.date > TODAY - dt.timedelta(days=365)] == list(series[-183:])
    early = [p.date for p in shown if p.date <= TODAY - dt.timedelta(days=365)]
    assert early == sorted(early)
    assert len({monday_of(date) for date in early}) == len(early) == 62
    assert set(shown) <= set(series)
    assert thinned(series[-50:]) == series[-50:]
    assert thinned(()) == ()

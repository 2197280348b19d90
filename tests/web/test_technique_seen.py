"""Technique is confirmed by a film, cue by cue, or by a professional, beside the runner's tick."""

from __future__ import annotations

import datetime as dt

import pytest

from ironstride.catalogue import load
from ironstride.domain.performance import LoggedSet
from ironstride.services.runner import athlete_now
from ironstride.storage import Database
from tests.support.web import NOW, TODAY, TestClient

SQUAT = "goblet-squat"
PATH = f"/exercises/{SQUAT}/technique"
CUES = [str(n) for n in range(len(load().by_id[SQUAT].cues))]
DAYS = (TODAY - dt.timedelta(days=5), TODAY - dt.timedelta(days=2))


@pytest.fixture
def lifted(database: Database, client: TestClient) -> TestClient:
    """Return a client of a runner who squatted on two days."""
    with database.begin() as unit:
        for date in DAYS:
            unit.sets.log(LoggedSet(exercise=SQUAT, date=date, order=0, reps=8), now=NOW)
    return client


def is_confirmed(database: Database) -> bool:
    with database.snapshot() as unit:
        athlete = athlete_now(unit, TODAY)
    assert athlete is not None
    return SQUAT in athlete.technique


def test_a_film_with_every_cue_and_a_professional_confirm_it_in_two_sessions(
    lifted: TestClient, database: Database
) -> None:
    assert "Confirmed in 0 of 2 sessions" in lifted.get(f"/exercises/{SQUAT}").text
    page = lifted.post(PATH, data={"date": str(DAYS[0]), "cue": CUES}).text
    assert "Confirmed in 1 of 2 sessions" in page
    assert not is_confirmed(database)
    page = lifted.post(PATH, data={"date": str(DAYS[1]), "by": "A. Coach"}).text
    assert "heavy loads and harder steps are open" in page
    assert is_confirmed(database)
    with database.snapshot() as unit:
        assert {t.confirmed_by for t in unit.technique.all()} == {"film", "A. Coach"}


def test_one_session_counts_once_whoever_saw_it(lifted: TestClient, database: Database) -> None:
    for sent in ({"cue": CUES}, {"by": "A. Coach"}, {"by": "B. Physio"}):
        lifted.post(PATH, data={"date": str(DAYS[0]), **sent})
    assert "Confirmed in 1 of 2 sessions" in lifted.get(f"/exercises/{SQUAT}").text
    assert not is_confirmed(database)


@pytest.mark.parametrize(
    "sent",
    [
        {"date": str(DAYS[0])},
        {"date": str(DAYS[0]), "cue": CUES[1:]},
        {"date": str(DAYS[0]), "cue": [*CUES[1:], "99"]},
        {"date": str(DAYS[0]), "by": "   "},
        {"date": str(TODAY - dt.timedelta(days=3)), "by": "A. Coach"},
    ],
    ids=["nothing", "a cue short", "a cue that is none", "nobody", "a day without it"],
)
def test_what_nobody_saw_is_refused_with_a_remedy(
    lifted: TestClient, database: Database, sent: dict[str, str]
) -> None:
    answer = lifted.post(PATH, data=sent)
    assert answer.status_code == 409
    assert "Where:" in answer.text
    with database.snapshot() as unit:
        assert unit.technique.all() == ()

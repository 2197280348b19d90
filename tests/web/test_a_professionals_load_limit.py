"""A set above a professional's limit is kept as it was done, and answered with who set it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from ironstride.catalogue import load
from ironstride.domain.athlete import Limit
from ironstride.domain.body_region import Region
from ironstride.domain.performance import LoggedSet
from ironstride.services.gym import GymExercise, gym_exercise, gym_session
from ironstride.services.limits import load_limit, told_of
from ironstride.services.runner import set_athlete, stored_athlete
from ironstride.storage import Database
from tests.support.web import NOW, TODAY, TestClient
from tests.web.markup import Markup

SESSION = f"s-{TODAY.isoformat()}"
SQUAT = "goblet-squat"
BEFORE = TODAY - dt.timedelta(days=3)


def limited(database: Database, *limits: Limit, imperial: bool = False) -> None:
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    changed = replace(athlete, limits=limits, imperial=imperial)
    stored = set_athlete(database, changed, today=TODAY, now=NOW)
    assert stored.value is not None, stored.problems


def at_most(load_kg: float) -> Limit:
    return Limit(set_by="Dr Reyes", exercise=SQUAT, max_load_kg=load_kg)


def done(load_kg: float | None, *, exercise: str = SQUAT, date: dt.date = TODAY) -> LoggedSet:
    return LoggedSet(
        id=f"set-{exercise}-{date}", exercise=exercise, date=date, reps=8, rir=2.0, load_kg=load_kg
    )


def told(database: Database, one: LoggedSet) -> str:
    with database.snapshot() as unit:
        return told_of(unit, one, TODAY)


def known(database: Database, exercise: str) -> GymExercise:
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
        assert gym is not None
        return gym_exercise(unit, gym.planned, exercise, TODAY)


def change(load_kg: float, name: str = "c-1", kind: str = "log") -> dict[str, Any]:
    one = {
        "id": "set-00000001", "exercise": SQUAT, "date": TODAY.isoformat(), "reps": 8,
        "load_kg": load_kg, "rir": 2, "session_id": SESSION,
    }  # fmt: skip
    return {"change": name, "kind": kind, "runner": "own", "set": one}


@pytest.mark.parametrize(
    ("load_kg", "is_over"),
    [(None, False), (15.9, False), (16.0, False), (16.004, False), (16.1, True), (45.0, True)],
)
def test_both_sides_of_the_boundary(
    database: Database, load_kg: float | None, *, is_over: bool
) -> None:
    limited(database, at_most(16.0))
    sentence = told(database, done(load_kg))
    assert bool(sentence) is is_over
    if is_over:
        assert sentence == (
            f"{load_kg:g} kg is over the limit set by Dr Reyes: at most 16 kg. It is kept as you "
            "did it; the next set stays within the limit."
        )


@pytest.mark.parametrize(
    "limit",
    [
        replace(at_most(16.0), until=TODAY - dt.timedelta(days=1)),
        replace(at_most(16.0), set_on=TODAY + dt.timedelta(days=1)),
        replace(at_most(16.0), exercise="hip-thrust-dumbbell"),
        replace(at_most(16.0), exercise=None, region=Region.WRIST),
    ],
)
def test_a_limit_of_another_day_exercise_or_region_says_nothing(
    database: Database, limit: Limit
) -> None:
    limited(database, limit)
    assert told(database, done(45.0)) == ""


def test_the_strictest_of_several_limits_speaks(database: Database) -> None:
    limited(
        database,
        at_most(20.0),
        replace(at_most(12.0), exercise=None, region=Region.KNEE_FRONT, set_by="A. Brandt"),
    )
    assert "set by A. Brandt: at most 12 kg" in told(database, done(16.0))
    assert told(database, done(12.0)) == ""
    assert known(database, SQUAT).loads == (8.0, 10.0, 12.0)


def test_a_share_of_the_maximum_is_one_of_what_the_sets_before_show(database: Database) -> None:
    limited(database, Limit(set_by="Dr Reyes", exercise=SQUAT, max_percent_1rm=70.0))
    with database.begin() as unit:
        unit.sets.log(done(20.0, date=BEFORE), now=NOW, id="before")
        athlete = stored_athlete(unit, TODAY)
        found = load_limit(unit, athlete, load().by_id[SQUAT], TODAY)
    assert found is not None
    assert "at most 70 % of your maximum" in found.words
    assert "guess" not in found.words
    most = found.most_kg
    assert told(database, done(most)) == ""
    assert told(database, done(most + 0.004)) == ""
    assert "set by Dr Reyes: at most 70 % of your maximum" in told(database, done(most + 0.1))
    assert max(known(database, SQUAT).loads) <= most


def test_where_no_maximum_is_known_the_limit_says_that_it_rests_on_a_guess(
    database: Database,
) -> None:
    limited(database, Limit(set_by="Dr Reyes", exercise=SQUAT, max_percent_1rm=70.0))
    assert "your maximum is a guess yet" in told(database, done(200.0))


def test_a_set_sent_above_the_limit_is_stored_and_answered(
    client: TestClient, database: Database
) -> None:
    limited(database, at_most(16.0))
    within = client.post("/log/sets", json={"changes": [change(16.0)]}).json()
    assert (within["stored"], within["notes"], within["refused"]) == (["c-1"], [], [])
    answer = client.post("/log/sets", json={"changes": [change(40.0, "c-2", "edit")]}).json()
    assert answer["refused"] == []
    assert answer["stored"] == ["c-2"]
    assert answer["notes"][0]["change"] == "c-2"
    assert "40 kg is over the limit set by Dr Reyes" in answer["notes"][0]["sentence"]
    with database.snapshot() as unit:
        (one,) = unit.sets.all()
    assert one.load_kg == 40.0
    assert "over the limit set by Dr Reyes" in client.get(f"/log/{SESSION}/done").text


def planned_with_load(database: Database) -> tuple[str, float]:
    with database.snapshot() as unit:
        gym = gym_session(unit, SESSION, TODAY)
    assert gym is not None
    step = next(step for step in gym.steps if step.target.load_kg)
    return step.exercise, step.target.load_kg or 0.0


@pytest.mark.parametrize("imperial", [False, True])
def test_the_plain_form_says_it_beside_the_set(
    client: TestClient, database: Database, *, imperial: bool
) -> None:
    exercise, load_kg = planned_with_load(database)
    limited(database, replace(at_most(load_kg), exercise=exercise), imperial=imperial)
    page = Markup(client.get(f"/log/{SESSION}").text)
    assert "Limit set by Dr Reyes" in page.all("main")[0].text
    form = next(each for each in page.all("input", name="exercise", value=exercise)).ancestors[-1]
    fields = {
        e.attributes["name"]: e.attributes.get("value", "")
        for e in page.elements
        if form in e.ancestors and e.tag == "input"
    }
    answer = client.post(form.attributes["action"], data={**fields, "load": "90"})
    text = Markup(answer.text).all("main")[0].text
    unit_name = "lb" if imperial else "kg"
    assert f"90 {unit_name} is over the limit set by Dr Reyes: at most" in text
    assert "It is kept as you did it; the next set stays within the limit." in text
    with database.snapshot() as unit:
        assert len(unit.sets.all()) == 1


def test_the_screen_knows_the_limit_and_offers_nothing_above_it(
    client: TestClient, database: Database
) -> None:
    exercise, load_kg = planned_with_load(database)
    limited(database, replace(at_most(load_kg), exercise=exercise))
    page = Markup(client.get(f"/log/{SESSION}").text)
    document = json.loads("".join(page.all("script", id="gym-session")[0].parts))
    mine = document["exercises"][exercise]
    assert mine["limit"] == {
        "most_kg": load_kg, "words": f"set by Dr Reyes: at most {load_kg:g} kg"
    }  # fmt: skip
    assert max(mine["loads"]) == load_kg

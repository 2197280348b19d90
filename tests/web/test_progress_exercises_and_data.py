from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from ironstride.catalogue import load
from ironstride.domain.body_region import Side
from ironstride.domain.performance import LoggedSession, LoggedSet
from ironstride.services.exercise_pages import Wish, search, tempo_words
from ironstride.services.measures import Measures, duration
from ironstride.services.progress import trend_words
from ironstride.storage import Database, open_database
from tests.support.web import NOW, TODAY, TestClient, app_of, client_of
from tests.web.markup import Markup

SQUAT = "goblet-squat"


@pytest.fixture
def lifted(database: Database, client: TestClient) -> TestClient:
    """Return a client of a runner who squatted more every week for six weeks."""
    with database.begin() as unit:
        for week in range(6):
            date = TODAY - dt.timedelta(weeks=6 - week, days=1)
            for order in range(3):
                unit.sets.log(
                    LoggedSet(
                        exercise=SQUAT,
                        date=date,
                        order=order,
                        reps=6,
                        load_kg=16.0 + 2 * week,
                        rir=2.0,
                        session_id=f"s{week}",
                        id=f"set-{week}-{order}",
                    ),
                    now=NOW,
                )
            unit.sessions.put(
                LoggedSession(session_id=f"s{week}", date=date, minutes=30.0, session_rpe=6.0),
                now=NOW,
            )
    return client


def test_a_charts_headline_is_a_finding_and_its_table_holds_the_values(lifted: TestClient) -> None:
    page = Markup(lifted.get("/progress").text)
    headlines = [h.text for h in page.all("h3")]
    assert any(re.match(r"Goblet squat up \d+ %, \d+ to \d+, in 5 weeks", h) for h in headlines)
    assert "Minutes of strength steady over 6 weeks" in headlines
    captions = [c.text for c in page.all("caption")]
    assert set(captions) <= set(headlines)
    rows = [cell.text for cell in page.all("td")]
    assert any(text.endswith("kg") for text in rows)
    assert "Too early to tell about economy" in [h.text for h in page.all("h2")]


def test_pounds_hold_in_charts_too(lifted: TestClient) -> None:
    lifted.post("/settings/units", data={"units": "imperial"})
    page = Markup(lifted.get("/progress").text)
    strength = next(t for t in page.all("table") if "Goblet" in t.text)
    assert " lb" in strength.text
    assert " kg" not in strength.text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([100.0, 100.0, 100.0], "Too early to tell about run load"),
        ([100.0, 100.0, 110.0, 110.0], "Run load steady over 4 weeks"),
        ([100.0, 100.0, 150.0, 150.0], "Run load up 50 % over 4 weeks"),
        ([100.0, 100.0, 50.0, 50.0], "Run load down 50 % over 4 weeks"),
        ([0.0, 0.0, 50.0, 50.0], "Run load: 50 a week lately"),
    ],
)
def test_weekly_sums_are_told_in_words(values: list[float], told: str) -> None:
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    weeks = [(monday - dt.timedelta(weeks=len(values) - n), v) for n, v in enumerate(values)]
    assert trend_words("run load", weeks, TODAY) == told
    running = [*weeks, (monday, 9999.0)]
    assert trend_words("run load", running, TODAY) == told


def test_exercises_are_found_by_words_need_kit_and_family(client: TestClient) -> None:
    everything = Markup(client.get("/exercises").text)
    links = [a for a in everything.all("a") if "/exercises/" in a.attributes.get("href", "")]
    assert len(links) == len(load().exercises)
    words = client.get("/exercises?text=goblet+squat").text
    assert "Goblet squat" in words
    assert "Nordic" not in words
    assert "No exercise fits" in client.get("/exercises?text=zzz").text


def test_kit_narrows_to_what_can_be_done_with_it() -> None:
    own = frozenset({"dumbbell", "bench"})
    for each in search(Wish(kit="mine"), own):
        assert any(needed <= own for needed in each.equipment)
    for each in search(Wish(kit="none"), own):
        assert frozenset() in each.equipment
    for each in search(Wish(kit="barbell"), own):
        assert any("barbell" in needed for needed in each.equipment)


def test_every_exercise_has_a_page_with_its_ladder_and_evidence(client: TestClient) -> None:
    for exercise in load().exercises:
        page = Markup(client.get(f"/exercises/{exercise.id}").text)
        assert page.all("h1")[0].text == exercise.name
        here = [li for li in page.all("li", aria_current="true") if li.ancestors[-1].tag == "ol"]
        assert len(here) == 1, exercise.id
        assert page.all("h2", id="evidence")


def test_one_exercise_says_where_you_are_and_what_was_done(lifted: TestClient) -> None:
    page = lifted.get(f"/exercises/{SQUAT}").text
    assert "you are here" in page
    assert "6 reps with 26 kg, 2 in the tank" in page
    assert lifted.get("/exercises/no-such").status_code == 404


def test_an_exercise_says_what_it_loads_and_until_when_it_waits(client: TestClient) -> None:
    text = client.get("/exercises/romanian-deadlift").text
    assert "What it loads" in text
    assert "Our estimate" in text
    assert "Hamstring origin at the sit bone: strongly" in text
    assert "coming back from an injury there, until slow, heavy work there is fine" in text
    assert "kilograms: barbell, on top of 50 % of body mass" in text
    assert "s to set up, 4 s a repetition" in text
    jump = client.get("/exercises/low-drop-jump").text
    assert "high, 2 landings a repetition" in jump


def test_evidence_that_was_not_read_again_says_so(client: TestClient) -> None:
    assert "not re-checked" in client.get("/evidence").text


@pytest.mark.parametrize(
    ("tempo", "told"),
    [
        ("3-0-1", "Down 3 s, up 1 s."),
        ("3-1-X-0", "Down 3 s, hold below 1 s, up as fast as you can."),
        (None, "At your own pace."),
    ],
)
def test_a_tempo_is_told_in_words(tempo: str | None, told: str) -> None:
    assert tempo_words(tempo) == told


def test_everything_goes_out_as_one_zip_and_in_again_elsewhere(
    lifted: TestClient, tmp_path: Path
) -> None:
    archive = lifted.get("/data/export")
    assert archive.headers["content-disposition"].endswith('.zip"')
    database = open_database(tmp_path / "other.db")
    with client_of(app_of(database)) as other:
        sent = other.post("/data/restore", files={"archive": ("all.zip", archive.content)})
        assert sent.status_code == 200, sent.text
        assert "Taken in" in sent.text
        assert "6 reps with 26 kg" in other.get(f"/exercises/{SQUAT}").text
        again = other.post("/data/restore", files={"archive": ("all.zip", archive.content)})
        assert again.status_code == 409
        assert "never mixed" in again.text
    database.close()


def test_what_is_no_archive_is_refused_and_nothing_is_stored(empty_client: TestClient) -> None:
    answer = empty_client.post("/data/restore", files={"archive": ("all.zip", b"no zip")})
    assert answer.status_code == 409
    assert "Take it in" in empty_client.get("/data").text


def test_a_copy_is_a_whole_database(lifted: TestClient, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(lifted.get("/data/backup").content)
    opened = open_database(copy)
    with opened.snapshot() as unit:
        assert len(unit.sets.all()) == 18
    opened.close()


def test_settings_list_every_variable_and_rule_with_its_sentence(client: TestClient) -> None:
    page = client.get("/settings").text
    assert "IRONSTRIDE_PORT" in page
    assert "must hold" in page
    assert "preferred" in page
    assert "not medical advice" in page


def test_units_need_somebody_to_have_them(empty_client: TestClient) -> None:
    assert empty_client.post("/settings/units", data={"units": "imperial"}).status_code == 409


@pytest.fixture
def imperial() -> Measures:
    return Measures(imperial=True)


def test_measures_are_never_mixed_up(imperial: Measures) -> None:
    metric = Measures()
    assert metric.distance(10_000) == "10.0 km"
    assert imperial.distance(1609.344) == "1.0 mi"
    assert metric.pace(1000 / 312) == "5:12 /km"
    assert imperial.pace(1609.344 / 480) == "8:00 /mi"
    assert metric.pace(0.0) == metric.pace(None)
    assert imperial.mass(45.359237) == "100 lb"
    assert imperial.kilograms(100) == pytest.approx(45.359237)
    assert metric.kilograms(imperial.mass_value(20.0)) != 20.0
    assert imperial.height(30.48) == "100 ft"
    assert duration(6240) == "1 h 44"


def test_a_set_of_one_side_says_so(database: Database, client: TestClient) -> None:
    with database.begin() as unit:
        unit.sets.log(
            LoggedSet(exercise="side-plank", date=TODAY, side=Side.LEFT, seconds=30.0, id="a"),
            now=NOW,
        )
    assert "left side 30 s" in client.get("/exercises/side-plank").text


def test_a_timed_set_with_a_load_does_not_break_the_page(
    database: Database, lifted: TestClient
) -> None:
    with database.begin() as unit:
        unit.sets.log(
            LoggedSet(exercise=SQUAT, date=TODAY, seconds=30.0, load_kg=20.0, id="timed"), now=NOW
        )
    assert lifted.get("/progress").status_code == 200
    assert lifted.get(f"/exercises/{SQUAT}").status_code == 200

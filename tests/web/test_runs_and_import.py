from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest

from ironstride.services.demo.fit_file import fit_bytes
from ironstride.services.demo.runs import history, watch_run
from ironstride.storage import Database, open_database
from ironstride.web.pages.imports import plain_name
from tests.support.fit_writer import WrittenSet, write_strength
from tests.support.web import TODAY, TestClient, app_of, client_of
from tests.web.markup import Markup

OUTINGS = history(TODAY)
FILES = {f"{o.date}-{o.kind}.fit": fit_bytes(watch_run(o, 3600)) for o in OUTINGS[-6:]}


def sent(files: dict[str, bytes]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, content)) for name, content in files.items()]


@pytest.fixture
def imported(client: TestClient) -> TestClient:
    answer = client.post("/import", files=sent(FILES))
    assert answer.status_code == 200, answer.text
    return client


def run_ids(client: TestClient) -> list[str]:
    return re.findall(r'href="/runs/([0-9a-f]{16})"', client.get("/runs").text)


def test_a_form_takes_many_files_and_reports_each(client: TestClient) -> None:
    bad = {"notes.txt": b"no activity", "empty.fit": b""}
    page = client.post("/import", files=sent({**FILES, **bad})).text
    assert "Taken: 6 files" in page
    for name in bad:
        assert name in page
    known = client.post("/import", files=sent(FILES)).text
    assert "Known before: 6 files" in known


def test_a_zip_is_opened_and_its_files_are_named_as_they_lie_in_it(client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in list(FILES.items())[:2]:
            archive.writestr(f"activities/{name}", content)
        archive.writestr("activities/broken.fit", b"\x0e\x10broken")
    answer = client.post("/import/file", files=sent({"export.zip": packed.getvalue()}))
    told = answer.json()
    assert len(told["taken"]) == 2
    assert told["taken"][0]["file"].startswith("export.zip/activities/")
    assert told["refused"][0]["file"] == "export.zip/activities/broken.fit"
    assert told["refused"][0]["reason"]
    assert told["refused"][0]["remedy"]


def test_two_files_of_one_name_are_two_files(client: TestClient) -> None:
    contents = list(FILES.values())[:2]
    files = [("files", ("run.fit", content)) for content in contents]
    assert len(client.post("/import/file", files=files).json()["taken"]) == 2


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\run.fit", "run.fit"),
        ("a\x00b.fit", "a_b.fit"),
        ("", "file"),
        ("..", "file"),
        ("x" * 400 + ".fit.gz", "x" * 110 + ".gz"),
    ],
)
def test_a_files_name_leads_nowhere_else(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_without_a_file_the_form_says_what_to_choose(client: TestClient) -> None:
    answer = client.post("/import/file", files=[("files", ("", b""))])
    assert answer.status_code == 400


def test_the_list_tells_kind_length_load_and_a_spike(imported: TestClient) -> None:
    page = Markup(imported.get("/runs").text)
    text = page.all("main")[0].text
    assert "Easy run" in text
    assert "a guess" in text
    assert "km" in text
    assert "load" in text
    assert len(run_ids(imported)) == 6


def test_one_run_shows_its_way_its_channels_and_how_sure_each_figure_is(
    imported: TestClient,
) -> None:
    page = Markup(imported.get(f"/runs/{run_ids(imported)[0]}").text)
    drawings = page.all("svg", role="img")
    assert len(drawings) == 3
    captions = [caption.text for caption in page.all("caption")]
    assert len(captions) == 2
    told = {e.text for e in page.all("dt")}
    assert {"Kind", "Load", "Pace as if flat", "Ascent", "Cadence"} <= told
    assert re.search(r"\d+ %", page.all("dl")[0].text)


def test_the_original_comes_back_byte_for_byte(imported: TestClient) -> None:
    page = imported.get(f"/runs/{run_ids(imported)[0]}").text
    href = re.findall(r'href="(/runs/original/[0-9a-f]{64})"', page)[0]
    answer = imported.get(href)
    assert answer.content in FILES.values()
    assert "attachment" in answer.headers["content-disposition"]
    assert imported.get("/runs/original/" + "0" * 64).status_code == 404


def test_a_correction_of_a_run_holds_and_leaving_it_out_takes_it_from_the_list(
    imported: TestClient,
) -> None:
    id = run_ids(imported)[0]
    page = imported.post(f"/runs/{id}", data={"kind": "tempo", "rpe": "7", "name": "Hill loop"})
    assert "Hill loop" in page.text
    assert "You said so." in page.text
    imported.post(f"/runs/{id}", data={"hidden": "true"})
    assert id not in run_ids(imported)
    assert imported.get(f"/runs/{id}").status_code == 200


def test_what_is_no_run_or_no_kind_is_refused_with_a_remedy(imported: TestClient) -> None:
    assert imported.get("/runs/0123456789abcdef").status_code == 404
    id = run_ids(imported)[0]
    answer = imported.post(f"/runs/{id}", data={"kind": "sprint"})
    assert answer.status_code == 400
    assert "Choose one of" in answer.text


def test_imperial_units_hold_on_the_runs_pages(imported: TestClient) -> None:
    imported.post("/settings/units", data={"units": "imperial"})
    text = imported.get(f"/runs/{run_ids(imported)[0]}").text
    assert " mi" in text
    assert "/km" not in text


def test_the_demo_runner_takes_no_runs(
    database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    demo = open_database(tmp_path_factory.mktemp("demo") / "demo.db")
    with client_of(app_of(database, demo=demo)) as client:
        client.post("/runner", data={"runner": "demo"})
        assert "Start with my own runs" in client.get("/import").text
        assert client.post("/import/file", files=sent(FILES)).status_code == 409
        assert client.get("/setup/birth").status_code == 409
    demo.close()


def test_after_the_last_file_the_usual_week_is_told(client: TestClient) -> None:
    runs = {f"{o.date}-{o.kind}.fit": fit_bytes(watch_run(o, 3600)) for o in OUTINGS[-20:]}
    client.post("/import/file", files=sent(runs))
    assert "Found from" in client.post("/import/done").json()["usual"]
    assert (TODAY - dt.timedelta(days=1)) >= OUTINGS[-1].date


GYM = write_strength(
    dt.datetime.combine(TODAY - dt.timedelta(days=2), dt.time(17), dt.UTC),
    (
        WrittenSet(seconds=40, reps=10, load_kg=16, category=28, exercise=37),
        WrittenSet(seconds=90, rest=True),
        WrittenSet(seconds=30, reps=8, load_kg=40, category=28, exercise=None),
    ),
)


def test_the_sets_of_a_watch_stand_on_its_activity_and_can_be_changed(client: TestClient) -> None:
    page = client.post("/import", files=sent({"gym.fit": GYM})).text
    assert "no exercise of the catalogue yet" in page
    assert "What were these?" in page
    (id,) = run_ids(client)
    shown = client.get(f"/runs/{id}").text
    assert "10 reps with 16 kg, from the watch" in shown
    first, second = re.findall(r'name="set_id" value="([^"]+)"', shown)
    told = {
        "set_id": first,
        "exercise": "goblet-squat",
        "value": "12",
        "load_mass": "18",
        "rir": "2",
    }
    assert client.post(f"/runs/{id}/set", data=told).status_code == 200
    client.post(f"/runs/{id}/set", data={**told, "set_id": second, "delete": "true"})
    shown = client.get(f"/runs/{id}").text
    assert "12 reps with 18 kg, 2 in the tank, from the watch" in shown
    assert second not in shown
    again = client.post(f"/runs/{id}/set", data={**told, "set_id": second})
    assert again.status_code == 404
    wrong = client.post(f"/runs/{id}/set", data={**told, "exercise": "no-such-lift"})
    assert wrong.status_code == 400
    assert "Goblet squat" in client.get("/progress").text
    for nonsense in ({"value": "nan"}, {"value": "inf"}, {"load_mass": "inf"}):
        assert client.post(f"/runs/{id}/set", data={**told, **nonsense}).status_code == 400
    assert "12 reps with 18 kg" in client.get(f"/runs/{id}").text
    form = {**told, "load_mass": "44.1", "load_unit": "lb"}
    assert client.post(f"/runs/{id}/set", data=form).status_code == 200
    assert "12 reps with 20 kg" in client.get(f"/runs/{id}").text


def test_a_set_without_an_exercise_can_be_deleted_by_its_form_as_it_is(client: TestClient) -> None:
    client.post("/import", files=sent({"gym.fit": GYM}))
    (id,) = run_ids(client)
    _, unnamed = re.findall(r'name="set_id" value="([^"]+)"', client.get(f"/runs/{id}").text)
    form = {"set_id": unnamed, "exercise": "", "value": "", "load_mass": "", "rir": ""}
    assert client.post(f"/runs/{id}/set", data=form).status_code == 400
    assert client.post(f"/runs/{id}/set", data={**form, "delete": "true"}).status_code == 200
    assert unnamed not in client.get(f"/runs/{id}").text


def test_a_name_of_a_watch_is_asked_once(client: TestClient) -> None:
    client.post("/import/file", files=sent({"gym.fit": GYM}))
    assert client.post("/import/done").json()["unknown"] == 1
    name = "squat (kind not told)"
    page = client.post("/import/exercise", data={"name": name, "exercise": "back-squat"}).text
    assert "What were these?" not in page
    assert client.post("/import/done").json()["unknown"] == 0
    (id,) = run_ids(client)
    assert "8 reps with 40 kg, from the watch" in client.get(f"/runs/{id}").text
    wrong = client.post("/import/exercise", data={"name": name, "exercise": "no-such-lift"})
    assert wrong.status_code == 400


LIFTS = (
    b"date,exercise,reps,load_kg,session\n"
    b"2026-11-20,Squat,5,80,a\n2026-11-20,Squat,5,80,a\n2026-11-20,Squat,5,80,a\n"
    b"2026-11-20,Bicep Curl (Dumbbell),12,10,a\n2026-11-20,Basket lift,8,20,a\n"
    b"2026-11-20,Squat (Barbell),5,90,a\n"
)


def test_a_name_that_means_several_exercises_is_asked_with_the_likely_ones_first(
    client: TestClient,
) -> None:
    page = Markup(client.post("/import", files=sent({"lifts.csv": LIFTS})).text)
    names = [each.text for each in page.all("h3") if each.text.startswith("“")]
    assert [name.split("”")[0] for name in names] == ["“Squat", "“Basket lift"]
    offered = [
        each.attributes["value"] for each in page.all("button") if each.attributes.get("value")
    ]
    assert offered[:3] == ["back-squat", "goblet-squat", "front-squat"]
    client.post("/import/exercise", data={"name": "Squat", "exercise": "back-squat"})
    left = client.get("/import").text
    assert "“Squat”" not in left
    assert "“Basket lift”" in left
    again = client.post("/import", files=sent({"lifts.csv": LIFTS})).text
    assert "“Squat”" not in again, "the answer is remembered"
    assert "5 reps with 80 kg" in client.get("/exercises/back-squat").text


def test_a_name_may_be_said_to_be_a_movement_that_no_plan_holds(client: TestClient) -> None:
    client.post("/import", files=sent({"lifts.csv": LIFTS}))
    told = {"name": "Basket lift", "exercise": "outside:shrug"}
    assert "Basket lift" not in client.post("/import/exercise", data=told).text
    assert "Basket lift" not in client.post("/import", files=sent({"lifts.csv": LIFTS})).text
    wrong = {"name": "Basket lift", "exercise": "outside:levitation"}
    assert client.post("/import/exercise", data=wrong).status_code == 400

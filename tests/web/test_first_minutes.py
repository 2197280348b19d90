from __future__ import annotations

import datetime as dt
import json

import pytest

from ironstride.exporters.athlete_json import athlete_document
from ironstride.services.current_plan import current_plan
from ironstride.services.runner import stored_athlete
from ironstride.storage import Database
from ironstride.web.pages.setup.steps import STEPS
from tests.support.web import ATHLETE, TODAY, TestClient
from tests.web.markup import Markup


def stored(database: Database) -> dict[str, object]:
    with database.snapshot() as unit:
        athlete = stored_athlete(unit, TODAY)
    assert athlete is not None
    return athlete_document(athlete)


def test_eight_questions_come_first_and_each_says_what_its_answer_does() -> None:
    assert [step.number for step in STEPS[:8]] == list(range(1, 9))
    assert all(step.does.endswith(".") for step in STEPS)


def test_every_question_can_be_skipped_to_a_plan(empty_client: TestClient) -> None:
    page = Markup(empty_client.get("/setup").text)
    href = next(a.attributes["href"] for a in page.all("a") if a.text == "Begin")
    seen = []
    while href != "/setup/done":
        page = Markup(empty_client.get(href).text)
        seen.append(page.all("h1")[0].text)
        href = next(a.attributes["href"] for a in page.all("a") if a.text == "Skip")
    assert seen == [step.question for step in STEPS]
    done = empty_client.get(href).text
    assert "Next week" in done
    empty_client.post("/setup/done")
    assert "Your answers stand" in empty_client.get("/setup").text


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_the_plan_takes_shape_beside_every_question(client: TestClient, step: object) -> None:
    name = getattr(step, "name", "")
    page = Markup(client.get(f"/setup/{name}").text)
    assert "This week" in page.all("aside")[0].text


def answer(client: TestClient, name: str, **fields: str | list[str]) -> str:
    done = client.post(f"/setup/{name}", data=fields)
    assert done.status_code == 200, done.text
    text: str = done.text
    return text


def test_answers_become_the_athlete_document(client: TestClient, database: Database) -> None:
    answer(client, "birth", birth_year="1990")
    answer(client, "sex", sex="female")
    answer(client, "mass", mass="61,5", units="metric")
    answer(client, "lifting", lifting_experience="intermediate")
    answer(client, "goals", **{"goal-economy": "3", "goal-balance": "0"})
    answer(client, "kit", dumbbells=["8", "12"], bands=["light"], equipment=["step", "mat"])
    answer(
        client,
        "time",
        sessions_per_week="3",
        minutes="20",
        rest_days=["sat"],
        windows=["mon-evening", "wed-morning", "thu-evening"],
        **{"windows-sent": "yes"},
    )
    answer(client, "races", **{"date-0": "2027-04-11", "distance-0": "42195", "priority-0": "A"})
    before = json.loads(json.dumps(stored(database)))
    assert before["athlete"]["birth_year"] == 1988
    client.post("/setup/done")
    told = json.loads(json.dumps(stored(database)))
    assert told["athlete"]["birth_year"] == 1990
    assert told["athlete"]["sex"] == "female"
    assert told["athlete"]["body_mass_kg"] == 61.5
    assert told["goals"]["economy"] == 3
    assert told["goals"]["balance"] == 0
    home = told["places"][0]
    assert home["dumbbells_kg"] == [8, 8, 12, 12]
    assert set(home["equipment"]) == {"band", "dumbbell", "mat", "step"}
    assert home["bands"][0]["name"] == "light"
    assert told["availability"]["minutes"] == 20
    assert told["availability"]["rest_days"] == ["sat"]
    assert [w["day"] for w in told["availability"]["windows"]] == ["mon", "wed", "thu"]
    assert told["races"][0]["distance_m"] == 42195


def test_pounds_are_taken_as_pounds(client: TestClient, database: Database) -> None:
    page = answer(client, "mass", units="imperial")
    assert page
    answer(client, "mass", mass="150", units="imperial")
    answer(client, "kit", dumbbells=["20"])
    client.post("/setup/done")
    told = json.loads(json.dumps(stored(database)))
    assert told["athlete"]["body_mass_kg"] == pytest.approx(68.04, abs=0.01)
    assert told["places"][0]["dumbbells_kg"] == pytest.approx([9.072, 9.072])
    shown = Markup(client.get("/setup/kit").text)
    ticked = [
        box.attributes["value"]
        for box in shown.all("input", name="dumbbells")
        if "checked" in box.attributes
    ]
    assert ticked == ["20"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("birth", {"birth_year": "2019"}),
        ("birth", {"birth_year": "1890"}),
        ("mass", {"mass": "600"}),
        ("mass", {"mass": "0"}),
        ("time", {"minutes": "0"}),
        ("races", {"date-0": "2020-01-01", "distance-0": "10000"}),
    ],
)
def test_an_impossible_answer_is_told_on_its_own_screen(
    client: TestClient, name: str, fields: dict[str, str]
) -> None:
    sent = client.post(f"/setup/{name}", data=fields)
    assert sent.status_code == 422
    assert Markup(sent.text).all("section", role="alert")
    assert Markup(client.get(f"/setup/{name}").text).all("section", role="alert"), "is kept"
    assert client.post("/setup/done").status_code == 400


@pytest.mark.parametrize(("name", "field"), [("birth", "birth_year"), ("mass", "mass")])
def test_a_word_for_a_figure_is_refused_and_not_passed_over(
    client: TestClient, name: str, field: str
) -> None:
    answered = client.post(f"/setup/{name}", data={field: "a lot"})
    assert answered.status_code == 400
    assert "“a lot” is no number" in answered.text


def test_what_is_wrong_is_said_in_the_words_of_the_screen(client: TestClient) -> None:
    page = client.post("/setup/birth", data={"birth_year": "1890"}).text
    assert "The year of birth is 1890" in page
    assert "birth_year”" not in page


def test_a_gym_is_a_second_place(client: TestClient, database: Database) -> None:
    answer(client, "kit", gym="yes", dumbbells=["10"])
    client.post("/setup/done")
    told = json.loads(json.dumps(stored(database)))
    assert [place["id"] for place in told["places"]] == ["home", "gym"]


def test_screening_and_pain_change_the_plan_at_once(client: TestClient) -> None:
    answer(client, "screen", systolic_mmhg="190", diastolic_mmhg="100", clearance="no")
    assert "no training" in client.get("/setup/done").text.lower()
    answer(client, "screen", clearance="no")
    answer(client, "hurts", **{"region-0": "achilles", "side-0": "left", "pain-0": "6"})
    assert "Achilles" in client.get("/setup/done").text


def test_the_usual_week_is_corrected_by_choices(client: TestClient, database: Database) -> None:
    fields = {"kind-tue": "tempo", "start-tue": "18:00", "minutes-tue": "50"}
    answer(client, "week", **fields)
    client.post("/setup/done")
    assert stored(database)["usual_week"] == [
        {"day": "tue", "start": "18:00", "kind": "tempo", "minutes": 50.0}
    ]
    client.post("/setup/week", data={"as": "found"})
    client.post("/setup/done")
    assert "usual_week" not in stored(database)


def selected(page: Markup, name: str) -> str:
    """Return the value that a choice stands on."""
    return next(
        option.attributes["value"]
        for option in page.all("option")
        if "selected" in option.attributes
        and any(each.attributes.get("name") == name for each in option.ancestors)
    )


def test_two_runs_of_a_day_are_both_kept_by_taps(client: TestClient, database: Database) -> None:
    one_run = {"kind-tue": "tempo", "start-tue": "18:00", "minutes-tue": "50"}
    answer(client, "week", **one_run)
    page = Markup(client.get("/setup/week").text)
    assert page.all("select", name="kind-tue-2"), "a day with a run offers a second"
    double = {**one_run, "kind-tue-2": "easy", "start-tue-2": "06:45", "minutes-tue-2": "30"}
    answer(client, "week", **double)
    client.post("/setup/done")
    said = [
        {"day": "tue", "start": "06:45", "kind": "easy", "minutes": 30.0},
        {"day": "tue", "start": "18:00", "kind": "tempo", "minutes": 50.0},
    ]
    assert stored(database)["usual_week"] == said
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    tuesdays = [run for run in current.plan.runs if run.date.weekday() == 1]
    assert len(tuesdays) > 2
    assert {run.start_minute for run in tuesdays} == {405, 1080}
    # The page that opens again holds both, and going on keeps both.
    page = Markup(client.get("/setup/week").text)
    again = {
        f"{part}-{name}": selected(page, f"{part}-{name}")
        for name in ("tue", "tue-2")
        for part in ("kind", "start", "minutes")
    }
    answer(client, "week", **again)
    client.post("/setup/done")
    assert stored(database)["usual_week"] == said


def test_a_planned_week_comes_from_a_calendar_at_set_up(
    client: TestClient, database: Database
) -> None:
    page = Markup(client.get("/setup/week").text)
    assert page.all("input", type="file", accept=".ics,text/calendar")
    entries = (
        ("Easy run 40 min", "20261124T063000", "DTEND:20261124T071000"),
        ("Intervals 6 x 800 m", "20261124T180000", "DTEND:20261124T190000"),
        ("Dentist", "20261125T100000", "DTEND:20261125T110000"),
    )
    events = "".join(
        f"BEGIN:VEVENT\r\nSUMMARY:{title}\r\nDTSTART:{start}\r\n{end}\r\nEND:VEVENT\r\n"
        for title, start, end in entries
    )
    content = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n"
    sent = client.post("/import", files={"files": ("plan.ics", content.encode())})
    assert sent.status_code == 200
    assert "1 entry is no run and left out: “Dentist”." in sent.text
    with database.snapshot() as unit:
        current = current_plan(unit)
    assert current is not None
    runs = [run for run in current.plan.runs if run.date == TODAY + dt.timedelta(days=1)]
    assert [(run.kind.value, run.minutes) for run in runs] == [("easy", 40), ("intervals", 60)]


def test_going_on_without_a_change_leaves_the_week_to_the_runs(
    empty_client: TestClient,
) -> None:
    page = Markup(empty_client.get("/setup/week").text)
    shown = page.all("input", name="shown")[0].attributes["value"]
    empty_client.post("/setup/week", data={"shown": shown})
    empty_client.post("/setup/done")
    assert "No runs of the last eight weeks to find it from" in empty_client.get("/setup/week").text


def test_an_athlete_file_stands_in_for_the_questions(
    empty_client: TestClient,
) -> None:
    content = json.dumps(ATHLETE).encode()
    empty_client.post("/setup/file", files={"file": ("me.json", content)})
    assert "Your answers stand" in empty_client.get("/setup").text
    wrong = empty_client.post("/setup/file", files={"file": ("me.json", b'{"schema": 1}')})
    assert wrong.status_code == 400
    assert "me.json" in wrong.text
    named = empty_client.post("/setup/file", files={"file": ("me.txt", content)})
    assert named.status_code == 400

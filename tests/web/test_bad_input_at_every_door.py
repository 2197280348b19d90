"""Every address that takes something refuses nonsense: a 4xx, what, where and remedy, no trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
from fastapi.routing import APIRoute

from ironstride.storage import Database
from ironstride.web.pages import PAGES
from tests.support.web import TODAY, TestClient
from tests.web.markup import Markup

SESSION: Final = f"s-{TODAY.isoformat()}"
NONE: Final = "s-1999-01-01"
BAD_FILE: Final = {"files": ("run.fit", b"no recording at all")}


TWO_SIDES: Final[Mapping[str, Any]] = {"id": ["0123456789", "9876543210"]}
"""Ids of the results of both sides, as the form of a test holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something that cannot be taken; ``draft``: what was typed is kept for its screen."""

    path: str
    form: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] | None = None
    json: object = None
    draft: bool = False
    report: bool = False


def _form(path: str, **form: str) -> Wrong:
    return Wrong(path=path, form=form)


WRONG: Final[Mapping[str, tuple[Wrong, ...]]] = {
    "/today/checkin": (
        _form("/today/checkin", sleep="30"),
        _form("/today/checkin", sleep="nan"),
        _form("/today/checkin", soreness="much"),
        _form("/today/checkin", illness="plague"),
    ),
    "/today/less-time": (
        _form("/today/less-time", session=SESSION, minutes="2"),
        _form("/today/less-time", session=NONE, minutes="15"),
        _form("/today/less-time", session=SESSION, minutes="ten"),
        _form("/today/less-time"),
    ),
    "/today/hurts": (
        _form("/today/hurts", region="shin", side="left", pain="11"),
        _form("/today/hurts", region="shin", side="left", pain="nan"),
        _form("/today/hurts", region="wing", side="left", pain="3"),
        _form("/today/hurts", region="shin", side="left"),
    ),
    "/today/morning": (
        _form("/today/morning", report="shin", pain="3"),
        _form("/today/morning", report="shin/left", pain="x"),
    ),
    "/today/bone": (_form("/today/bone", region="shin", side="left"),),
    "/today/leave-out": (_form("/today/leave-out", session=NONE), _form("/today/leave-out")),
    "/today/take-back/{session}": (_form(f"/today/take-back/{NONE}"),),
    "/today/change/{change}/read": (
        _form("/today/change/999999/read"),
        _form("/today/change/first/read"),
    ),
    "/today/change/{change}/undo": (_form("/today/change/999999/undo"),),
    "/week/move": (
        _form("/week/move", session=SESSION, slot="sometime"),
        _form("/week/move", session=NONE, slot=f"{TODAY.isoformat()}T18:00"),
        _form("/week/move", session=SESSION, slot="2031-01-01T18:00"),
    ),
    "/week/release": (
        _form("/week/release", key="day-2020-01-01"),
        _form("/week/release", key="'; drop table plan"),
        _form("/week/release"),
    ),
    "/today/plan/offer": (
        _form("/today/plan/offer", choice="keep"),
        _form("/today/plan/offer", choice="both"),
        _form("/today/plan/offer"),
    ),
    "/body/pain": (
        _form("/body/pain", region="shin", side="left"),
        _form("/body/pain", region="shin", side="left", during="12"),
        _form("/body/pain", region="shin", side="left", during="bad"),
    ),
    "/body/morning": (_form("/body/morning", region="shin", side="left", pain="12"),),
    "/body/bone": (_form("/body/bone", region="shin", side="left", question="9", answer="no"),),
    "/body/signs": (_form("/body/signs", question="99", answer="yes"),),
    "/body/withdraw": (_form("/body/withdraw", flag="RF-77"),),
    "/body/clear": (
        _form("/body/clear", flag="RF-77", cleared_by="Doctor"),
        _form("/body/clear", flag="RF-03", cleared_by=""),
    ),
    "/log/sets": (
        Wrong(path="/log/sets", json={"changes": "all"}),
        Wrong(path="/log/sets", json=[1, 2]),
    ),
    "/log/{session}/set": (
        _form(
            f"/log/{SESSION}/set",
            id="0123456789",
            exercise="levitation",
            kind="working",
            amount="reps",
            value="5",
        ),
        _form(
            f"/log/{SESSION}/set",
            id="0123456789",
            exercise="push-up",
            kind="working",
            amount="reps",
            value="-5",
        ),
        _form(
            f"/log/{SESSION}/set",
            id="0123456789",
            exercise="push-up",
            kind="working",
            amount="reps",
            value="nan",
        ),
        _form(f"/log/{SESSION}/set"),
    ),
    "/log/{session}/delete": (_form(f"/log/{SESSION}/delete", id="none"),),
    "/log/{session}/finish": (
        _form(f"/log/{SESSION}/finish", session_rpe="14"),
        _form(f"/log/{SESSION}/finish", session_rpe="nan"),
        _form(f"/log/{SESSION}/finish", session_rpe="5", minutes="-3"),
        _form(f"/log/{NONE}/finish", session_rpe="5"),
    ),
    "/runs/{id}": (
        _form("/runs/none", rpe="5"),
        _form("/runs/none", kind="flight"),
        _form("/runs/none", rpe="much"),
        _form("/runs/none", rpe="nan"),
    ),
    "/runs/{id}/set": (
        _form("/runs/none/set", set_id="none", exercise="push-up", value="5"),
        _form("/runs/none/set"),
    ),
    "/import/exercise": (
        _form("/import/exercise", name="lifts", exercise="levitation"),
        _form("/import/exercise"),
    ),
    "/import": (Wrong(path="/import", files=BAD_FILE, report=True), _form("/import")),
    "/import/file": (
        Wrong(path="/import/file", files=BAD_FILE, report=True),
        _form("/import/file"),
    ),
    "/data/restore": (
        Wrong(path="/data/restore", files={"archive": ("all.zip", b"no archive")}),
        _form("/data/restore"),
    ),
    "/exercises/{id}/technique": (
        _form("/exercises/levitation/technique", date=TODAY.isoformat(), by="A. Coach"),
        _form("/exercises/goblet-squat/technique", date="1999-01-01", by="A. Coach"),
        _form("/exercises/goblet-squat/technique", date=TODAY.isoformat(), cue="0"),
        _form("/exercises/goblet-squat/technique", date="never", by="A. Coach"),
        _form("/exercises/goblet-squat/technique"),
    ),
    "/tests/{id}": (
        _form("/tests/levitation", value="3"),
        _form("/tests/heel-raise", id="0123456789", left="20", right="20", confirmed="yes"),
        Wrong(path="/tests/heel-raise", form={**TWO_SIDES, "left": "20"}),
        Wrong(path="/tests/heel-raise", form={**TWO_SIDES, "confirmed": "yes"}),
        Wrong(path="/tests/heel-raise", form={**TWO_SIDES, "confirmed": "yes", "left": "many"}),
        Wrong(path="/tests/heel-raise", form={**TWO_SIDES, "confirmed": "yes", "left": "nan"}),
        Wrong(path="/tests/heel-raise", form={**TWO_SIDES, "confirmed": "yes", "left": "3.5"}),
        Wrong(
            path="/tests/heel-raise",
            form={**TWO_SIDES, "confirmed": "yes", "left": "20", "right": "999"},
        ),
        _form("/tests/form-film", id="0123456789", confirmed="yes", item_0="yes"),
        _form("/tests/form-film", id="0123456789", confirmed="yes", item_0="perhaps"),
        _form("/tests/heel-raise"),
    ),
    "/tests/{id}/delete": (
        _form("/tests/levitation/delete", result="0123456789"),
        _form("/tests/heel-raise/delete", result="none"),
        _form("/tests/heel-raise/delete"),
    ),
    "/tests/{id}/undo": (
        _form("/tests/levitation/undo", result="0123456789"),
        _form("/tests/heel-raise/undo", result="none"),
        _form("/tests/heel-raise/undo"),
    ),
    "/tests/battery/skip": (
        _form("/tests/battery/skip", test="levitation", reason="time"),
        _form("/tests/battery/skip", test="heel-raise", reason="whim"),
        _form("/tests/battery/skip"),
    ),
    "/tests/battery/unskip": (
        _form("/tests/battery/unskip", test="levitation"),
        _form("/tests/battery/unskip"),
    ),
    "/settings/units": (_form("/settings/units", units="ells"), _form("/settings/units")),
    "/settings/rules": (
        _form("/settings/rules", rule="safety.effort", on="false"),
        _form("/settings/rules", rule="variety.none", on="false"),
        _form("/settings/rules", rule="variety.within_week", on="perhaps"),
        _form("/settings/rules"),
    ),
    "/setup/file": (
        Wrong(path="/setup/file", files={"file": ("me.txt", b"{}")}),
        Wrong(path="/setup/file", files={"file": ("me.json", b"{}")}),
        Wrong(path="/setup/file", files={"file": ("me.json", b"\xff\xfe\x00")}),
        _form("/setup/file"),
    ),
    "/setup/{name}": (
        Wrong(path="/setup/birth", form={"birth_year": "2019"}, draft=True),
        Wrong(path="/setup/mass", form={"mass": "600"}, draft=True),
        _form("/setup/horoscope", sign="lion"),
    ),
    "/runner": (_form("/runner", runner="somebody"),),
}
NEVER_WRONG: Final = frozenset(
    {
        "/today/changes/read",
        "/today/plan/again",
        "/today/plan/cancel",
        "/import/done",
        "/setup/done",
    }
)
"""Take nothing: what they can refuse is tested with their pages."""


def doors() -> set[str]:
    return {
        route.path
        for page in PAGES
        for route in page.router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or set())
    }


def test_every_door_has_its_nonsense_here() -> None:
    assert doors() == WRONG.keys() | NEVER_WRONG


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(each, id=f"{path} {n}")
        for path, all_ in WRONG.items()
        for n, each in enumerate(all_)
    ],
)
def test_nonsense_is_refused_with_a_sentence_and_leaves_nothing(
    client: TestClient, database: Database, wrong: Wrong
) -> None:
    before = rows(database)
    sent: dict[str, Any] = {"data": dict(wrong.form)}
    if wrong.files is not None:
        sent = {"files": dict(wrong.files)}
    if wrong.json is not None:
        sent = {"json": wrong.json}
    answer = client.post(wrong.path, follow_redirects=False, **sent)
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:400])
    if answer.headers["content-type"].startswith("application/json"):
        told = answer.json()
        rows_ = told["refused"] if wrong.report else told["problems"]
        assert rows_
        for each in rows_:
            assert each["reason" if wrong.report else "sentence"].endswith(".")
            assert each["remedy"]
    else:
        text = Markup(answer.text)
        if wrong.draft:
            assert text.all("section", role="alert")
        elif wrong.report:
            assert "run.fit" in answer.text
        else:
            cards = [e for e in text.all("section") if "problem" in e.attributes.get("class", "")]
            assert cards
            assert all("Where:" in card.text for card in cards), answer.text
    after = rows(database)
    if wrong.draft:
        after["setting"], before["setting"] = 0, 0
    assert after == before


def rows(database: Database) -> dict[str, int]:
    with database.snapshot() as unit:
        return unit.transfer.counts()

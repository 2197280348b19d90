"""Wrong input, as people really get it wrong: one document, exit 2, what, where and the remedy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.door import Answer, ask
from tests.support.generated_athletes import person


def profile(**more: Any) -> dict[str, Any]:  # noqa: ANN401 (wrong on purpose)
    document = person()
    document["athlete"].update(more)
    return document


DAYS = {"sessions_per_week": 2, "minutes": 30}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "age-7": (profile(birth_year=2019), "athlete.birth_year"),
    "age-130": (profile(birth_year=1896), "athlete.birth_year"),
    "age-13": (profile(birth_year=2013), "athlete.birth_year"),
    "age-101": (profile(birth_year=1925), "athlete.birth_year"),
    "0-kg": (profile(body_mass_kg=0), "athlete.body_mass_kg"),
    "600-kg": (profile(body_mass_kg=600), "athlete.body_mass_kg"),
    "kg-as-text": (profile(body_mass_kg="70"), "athlete.body_mass_kg"),
    "kg-as-truth": (profile(body_mass_kg=True), "athlete.body_mass_kg"),
    "expert": (profile(lifting_experience="expert"), "athlete.lifting_experience"),
    "0-minutes": (person(availability={"minutes": 0}), "availability.minutes"),
    "0-sessions": (person(availability={"sessions_per_week": 0}), "availability.sessions"),
    "window-backwards": (
        person(availability={"windows": [{"day": "mon", "from": "20:00", "to": "18:00"}]}),
        "availability.windows[0]",
    ),
    "away-backwards": (
        person(availability={"away": [{"from": "2026-12-05", "to": "2026-12-01"}]}),
        "availability.away[0]",
    ),
    "no-such-place": (
        person(
            availability={
                "windows": [{"day": "mon", "from": "18:00", "to": "20:00", "place": "moon"}]
            }
        ),
        "availability.windows[0].place",
    ),
    "race-yesterday": (
        person(races=[{"date": "2026-11-22", "distance_m": 5000, "priority": "A"}]),
        "races[0].date",
    ),
    "race-on-no-day": (
        person(races=[{"date": "2026-11-31", "distance_m": 5000, "priority": "A"}]),
        "races[0].date",
    ),
    "unknown-key": (person(colour="red"), "colour"),
    "typo": (profile(heigth_cm=170), "athlete.heigth_cm"),
    "other-schema": ({**person(), "schema": "ironstride/plan/1"}, "schema"),
    "unknown-flag": (person(red_flags=["RF-99"]), "red_flags[0]"),
    "unknown-region": (person(conditions=[{"region": "ear", "side": "left"}]), "conditions[0]"),
    "unknown-exercise": (
        person(limits=[{"set_by": "A", "forbid": "exercise", "exercise": "nope"}]),
        "limits[0].exercise",
    ),
    "limits-nothing": (person(limits=[{"set_by": "A"}]), "limits[0]"),
    "one-place-twice": (person(places=[{"id": "home"}, {"id": "home"}]), "places[1]"),
    "plate-of-less-than-nothing": (
        person(places=[{"id": "home", "equipment": ["barbell"], "bars_kg": [-20]}]),
        "places[0].bars_kg[0]",
    ),
}


def refused(path: Path) -> Answer:
    """Return the answer to a wrong file, after checking what every refusal keeps."""
    answer = ask(
        "plan", "--athlete", path, "--today", "2026-11-23", "--weeks", 2, "--json",
        home=path.parent,
    )  # fmt: skip
    assert answer.code == 2, answer.out[:300]
    assert answer.document["schema"] == "ironstride/problems/1"
    assert answer.document["problems"]
    for problem in answer.document["problems"]:
        assert problem["what"].endswith((".", "!"))
        assert str(path) in problem["where"]
        assert problem["remedy"]
        assert "Traceback" not in answer.err
    return answer


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_athlete_is_refused_at_the_key(name: str, tmp_path: Path) -> None:
    document, key = WRONG[name]
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    answer = refused(path)
    assert any(key in problem["where"] for problem in answer.document["problems"])


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    document = profile(birth_year=2019, body_mass_kg=0, colour="red")
    path = tmp_path / "many.json"
    path.write_text(json.dumps(document | {"red_flags": ["RF-99"]}), encoding="utf-8")
    assert len(refused(path).document["problems"]) == 4


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("bad.toml", b"[athlete\nbirth_year = 1990\n", "line 1"),
        ("bad.json", b'{"schema": ', "line 1"),
        ("deep.json", b"[" * 100_000, "nested too deeply"),
        ("deep.toml", b"a = " + b"[" * 50_000, "nested too deeply"),
        ("binary.toml", bytes(range(256)) * 40, "no UTF-8 text"),
        ("zip.json", b"PK\x03\x04" + bytes(range(256)), "no UTF-8 text"),
        ("empty.toml", b"", "is missing"),
        ("number.json", b'{"schema": ' + b"9" * 10_000 + b"}", "a number in it is far too long"),
        ("list.json", b"[1, 2]", "holds no keys"),
        ("twice.json", b'{"schema": 1, "schema": 2}', "stands twice"),
        ("me.txt", b"{}", "ends in .toml or .json"),
    ],
)
def test_a_file_that_is_none_is_refused(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    problems = refused(path).document["problems"]
    assert any(words in problem["what"] for problem in problems), problems


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.toml").document["problems"][0]["code"] == "no-such-file"
    (tmp_path / "folder.toml").mkdir()
    assert refused(tmp_path / "folder.toml").document["problems"][0]["code"] == "is-a-folder"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    assert refused(path).document["problems"][0]["code"] == "file-too-large"


@pytest.mark.parametrize(
    "more", [("--weeks", 53), ("--today", "soon"), ("--seed", -1), ("--no-such-option",)]
)
def test_a_mistake_in_the_command_is_one_document_too(
    more: tuple[object, ...], tmp_path: Path
) -> None:
    answer = ask("plan", "--athlete", tmp_path / "me.json", *more, "--json", home=tmp_path)
    assert answer.code == 2
    (problem,) = answer.document["problems"]
    assert problem["what"]
    assert problem["where"] == "ironstride plan"
    assert "--help" in problem["remedy"]
    assert "Usage: ironstride plan" in answer.err

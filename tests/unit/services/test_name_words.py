"""One test a rule by which a name's words become its form."""

from __future__ import annotations

import pytest

from ironstride.services.name_words import (
    KIT,
    POSTURE,
    movement,
    normal_form,
    says_bodyweight,
    spelling,
    words,
)


@pytest.mark.parametrize(
    ("rule", "name", "form"),
    [
        ("case", "BENCH press", "bench press"),
        ("order and brackets", "Squat (Barbell)", "barbell squat"),
        ("punctuation", "Split-Squat, Bulgarian", "bulgarian split squat"),
        ("underscores of a watch", "dumbbell_hammer_curl", "curl dumbbell hammer"),
        ("accents", "Élévation", "elevation"),
        ("plural", "Leg Presses", "leg press"),
        ("a word that ends in ss is no plural", "Cross Press", "cross press"),
        ("apostrophe", "Farmer's Walk", "farmer walk"),
        ("typographic apostrophe", "Farmer\u2019s Walk", "farmer walk"),
        ("short words", "SL RDL", "deadlift leg romanian single"),
        ("small words", "Squat with a Band on the Knees", "band knee squat"),
        ("words written as one", "Lat Pulldown", "down lat pull"),
        ("words written apart", "Dead lift", "deadlift"),
        ("effort", "Squat RPE6", "squat"),
        ("time", "Plank 1:00", "plank"),
        ("time without minutes", "Wall Sits :45", "sit wall"),
        ("angle", "Leg Press 45º", "leg press"),
        ("repetitions", "5's Curls", "curl"),
        ("a copy in the app", "Bench press Backup", "bench press"),
        ("a copy with a number", "Crunch Old #2", "crunch"),
        ("backup is filed, up is not", "Pull Up", "pull up"),
        ("a bar in a Smith machine is one lift", "Squat (Smith Machine)", "smith squat"),
        ("Portuguese", "Agachamento (Barra)", "barbell squat"),
        ("German", "Kniebeuge (Langhantel)", "barbell squat"),
        ("German, umlaut", "Bankdrücken", "bench press"),
        ("Spanish", "Sentadilla con barra", "barbell squat"),
        ("Chinese", "杠铃深蹲", "barbell squat"),
        ("the longest phrase wins", "Levantamento terra romeno", "deadlift romanian"),
        ("a script that is not known stays", "奇怪卧推", "bench press 奇怪"),
        ("nothing", "()", ""),
    ],
)
def test_a_name_gets_its_form(rule: str, name: str, form: str) -> None:
    assert normal_form(name) == form, rule


def test_a_movement_is_a_name_without_what_carries_the_load() -> None:
    assert movement("Lateral Raise (Cable)") == movement("Dumbbell lateral raises")
    assert "dumbbell" in words("DB Row")


def test_a_name_may_say_that_the_body_is_the_load() -> None:
    assert says_bodyweight("Squat (Bodyweight)")
    assert says_bodyweight("Body-weight squat")
    assert not says_bodyweight("Weighted squat")


def test_a_spelling_keeps_words_and_order_alone() -> None:
    assert spelling("  Squat, (BARBELL) ") == "squat barbell"
    assert spelling("Row Machine") != spelling("Machine Row")


def test_kit_and_posture_have_no_word_in_common() -> None:
    assert not KIT & POSTURE

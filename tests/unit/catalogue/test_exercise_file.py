"""What an exercise file must say, and what is said about one that does not."""

from __future__ import annotations

import pytest

from ironstride.catalogue.exercise_checks import CHECKS
from ironstride.catalogue.exercise_file import read_exercise
from ironstride.catalogue.vocabulary import Vocabulary, read_vocabulary
from ironstride.domain.athlete import Goal
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import (
    Avoid,
    FitName,
    Impact,
    Laterality,
    MuscleCertainty,
    RehabStage,
)

GOOD = """\
name = 'Step-up'
family = 'step'
need = 'legs-knee'
method = 'strength'
pattern = 'step'
plane = 'sagittal'
laterality = 'unilateral'
load_kind = 'external'
implement = 'dumbbell'
equipment = [['step', 'dumbbell'], ['dumbbell']]
impact = 'none'
contacts_per_rep = 0
skill = 2
rung = 3
harder = ['step-up-high']
reps = [6, 12]
setup_seconds = 20
seconds_per_rep = 4
side_change_seconds = 5
tempo = '3-0-1-0'
prior_share_of_body_mass = 0.25
muscles = { quadriceps = 0.6, soleus = 0.4 }
muscle_certainty = 'inferred'
muscle_evidence = ['CT-08']
tissues = { patella = 2 }
regions_loaded = { knee-front = 2, calf = 1 }
avoid_when = [{ region = 'knee-front', pain_over = 2, stage = 'loading' }]
serves = ['economy']
evidence = ['CT-08', 'house']
fit = { category = 'squat', name = 'step_up' }
purpose = 'To climb.'
start = 'Stand in front of the step.'
cues = ['Lift with the upper leg', 'Stand tall']
faults = [
  { sign = 'You push off', 'correction' = 'Lift the toes.' },
  { sign = 'You fall', 'correction' = 'Hold the rail.' },
  { sign = 'You hurry', 'correction' = 'Count.' },
]
breathing = 'Breathe out on the way up.'

[notes]
older = 'Hold the rail.'
"""

MUSCLES = """
[muscles]
quadriceps = { name = 'Front of the thigh', region = 'thigh-front', upper = false }
soleus = { name = 'Deep calf', region = 'calf', upper = false }
[tissues]
patella = { name = 'Kneecap', region = 'knee-front' }
"""
EQUIPMENT = """
[equipment]
step = { name = 'Step', description = 'A stair.' }
dumbbell = { name = 'Dumbbell', description = 'A dumbbell.' }
"""


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    vocabulary = read_vocabulary(MUSCLES, EQUIPMENT, {"CT-08"}).value
    assert vocabulary is not None
    return vocabulary


def codes(text: str, words: Vocabulary, path: str = "step-up.toml") -> list[tuple[str, str]]:
    """Return code and location of every problem of a text, which must have at least one."""
    parsed = read_exercise(text, path, words)
    assert parsed.value is None
    return [(problem.code, problem.location) for problem in parsed.problems]


def test_a_complete_file_becomes_an_exercise(words: Vocabulary) -> None:
    parsed = read_exercise(GOOD, "exercises/step-up.toml", words)
    exercise = parsed.value
    assert parsed.problems == ()
    assert exercise is not None
    assert exercise.id == "step-up"
    assert exercise.laterality is Laterality.UNILATERAL
    assert exercise.impact is Impact.NONE
    assert exercise.equipment == (frozenset({"step", "dumbbell"}), frozenset({"dumbbell"}))
    assert exercise.muscles == {"quadriceps": 0.6, "soleus": 0.4}
    assert exercise.regions_loaded == {Region.KNEE_FRONT: 2, Region.CALF: 1}
    assert exercise.avoid_when == (
        Avoid(region=Region.KNEE_FRONT, pain_over=2.0, stage=RehabStage.LOADING),
    )
    assert exercise.muscle_certainty is MuscleCertainty.INFERRED
    assert exercise.muscle_evidence == ("CT-08",)
    assert exercise.serves == {Goal.ECONOMY}
    assert exercise.fit == FitName(category="squat", name="step_up")
    assert exercise.faults[0].correction == "Lift the toes."
    assert exercise.notes == {"older": "Hold the rail."}
    assert exercise.reps == (6, 12)
    assert exercise.harder == ("step-up-high",)
    assert not exercise.eccentric


def test_what_is_left_out_takes_its_default(words: Vocabulary) -> None:
    text = GOOD.replace("harder = ['step-up-high']\n", "").replace(
        "\n[notes]\nolder = 'Hold the rail.'\n", ""
    )
    exercise = read_exercise(text, "step-up.toml", words).value
    assert exercise is not None
    assert exercise.harder == ()
    assert exercise.aliases == ()
    assert exercise.notes == {}
    assert exercise.body_mass_share is None


REQUIRED = [
    line.partition(" = ")[0]
    for line in GOOD.partition("\n[notes]")[0].splitlines()
    if " = " in line and not line.startswith(" ")
]
OPTIONAL = {"harder", "muscle_evidence"}


@pytest.mark.parametrize("key", [key for key in REQUIRED if key not in OPTIONAL])
def test_a_key_that_is_missing_is_named(key: str, words: Vocabulary) -> None:
    lines = GOOD.splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    after = next(n for n in range(first + 1, len(lines)) if not lines[n].startswith((" ", "]")))
    problems = codes("".join(lines[:first] + lines[after:]), words)
    expected = {"tempo": "tempo", "prior_share_of_body_mass": "prior"}.get(key, "missing-key")
    assert problems == [(expected, f"step-up.toml: {key}")]


BAD = [
    ("skill = 2", "skill = 2\nskil = 3", "unknown-key", "skil"),
    ("skill = 2", "skill = 6", "out-of-range", "skill"),
    ("skill = 2", "skill = '2'", "wrong-type", "skill"),
    ("skill = 2", "skill = true", "wrong-type", "skill"),
    ("rung = 3", "rung = 9", "out-of-range", "rung"),
    ("rung = 3", "rung = 2.5", "wrong-type", "rung"),
    ("'Step-up'", "''", "empty-text", "name"),
    ("'Step-up'", "' Step-up'", "empty-text", "name"),
    ("quadriceps = 0.6", "quadriceps = 0.5", "shares", "muscles"),
    ("quadriceps = 0.6", "quadriceps = 0.62", "shares", "muscles"),
    ("quadriceps = 0.6", "quads = 0.6", "unknown-id", "muscles.quads"),
    ("quadriceps = 0.6", "quadriceps = 1.6", "out-of-range", "muscles.quadriceps"),
    ("quadriceps = 0.6", "quadriceps = true", "out-of-range", "muscles.quadriceps"),
    ("patella = 2", "patella = 4", "out-of-range", "tissues.patella"),
    ("patella = 2", "patella = 1.5", "wrong-type", "tissues.patella"),
    ("patella = 2", "knee = 2", "unknown-id", "tissues.knee"),
    ("calf = 1", "bum = 1", "unknown-id", "regions_loaded.bum"),
    ("family = 'step'", "family = 'stairs'", "unknown-id", "family"),
    ("need = 'legs-knee'", "need = 'legs'", "unknown-id", "need"),
    ("need = 'legs-knee'", "need = 'power'", "family-need", "need"),
    ("pattern = 'step'", "pattern = 'climb'", "unknown-id", "pattern"),
    ("plane = 'sagittal'", "plane = 'oblique'", "unknown-id", "plane"),
    ("['step', 'dumbbell'], ", "['stool', 'dumbbell'], ", "unknown-id", "equipment"),
    ("['step', 'dumbbell'], ", "['step'], ", "implement", "equipment"),
    ("['step', 'dumbbell'], ", "[], ", "implement", "equipment"),
    ("[['step', 'dumbbell'], ['dumbbell']]", "[]", "empty-list", "equipment"),
    ("[['step', 'dumbbell'], ['dumbbell']]", "['dumbbell']", "wrong-type", "equipment"),
    ("implement = 'dumbbell'", "implement = 'body'", "implement", "equipment"),
    ("implement = 'dumbbell'", "implement = 'barbell'", "implement", "equipment"),
    ("side_change_seconds = 5", "side_change_seconds = 0", "side-change", "side_change_seconds"),
    ("'unilateral'", "'bilateral'", "side-change", "side_change_seconds"),
    ("impact = 'none'", "impact = 'low'", "contacts", "contacts_per_rep"),
    ("contacts_per_rep = 0", "contacts_per_rep = 1", "contacts", "contacts_per_rep"),
    ("method = 'strength'", "method = 'plyometric'", "plyometric-without-impact", "method"),
    ("method = 'strength'", "method = 'hold'", "hold-seconds", "seconds_per_rep"),
    ("reps = [6, 12]", "reps = [12, 6]", "reps-upside-down", "reps"),
    ("reps = [6, 12]", "reps = [6]", "wrong-type", "reps"),
    ("reps = [6, 12]", "reps = [0, 12]", "wrong-type", "reps"),
    ("tempo = '3-0-1-0'", "tempo = 'slow'", "tempo", "tempo"),
    (
        "prior_share_of_body_mass = 0.25",
        "prior_share_of_body_mass = 25.0",
        "out-of-range",
        "prior_share_of_body_mass",
    ),
    ("seconds_per_rep = 4", "seconds_per_rep = 3.9", "tempo-seconds", "seconds_per_rep"),
    ("seconds_per_rep = 4", "seconds_per_rep = 6.1", "tempo-seconds", "seconds_per_rep"),
    ("tempo = '3-0-1-0'", "tempo = '3-1-1-0'", "tempo-seconds", "seconds_per_rep"),
    ("seconds_per_rep = 4", "seconds_per_rep = 0", "out-of-range", "seconds_per_rep"),
    ("'Stand tall'", "'" + "one " * 12 + "more'", "cue-too-long", "cues"),
    (", 'Stand tall'", "", "cue-count", "cues"),
    ("'Stand tall'", "'Lift with the upper leg'", "twice", "cues"),
    ("pain_over = 2", "pain_over = 11", "out-of-range", "avoid_when"),
    ("region = 'knee-front', pain", "region = 'groin', pain", "avoid-region", "avoid_when"),
    ("region = 'knee-front', pain", "region = 'knee', pain", "unknown-id", "avoid_when"),
    ("pain_over = 2", "pain_over = 2, until = 3", "unknown-key", "avoid_when"),
    ("stage = 'loading'", "stage = 'late'", "unknown-id", "avoid_when"),
    ("'inferred'", "'sure'", "unknown-id", "muscle_certainty"),
    ("'inferred'", "'house'", "muscle-certainty", "muscle_certainty"),
    (
        "'inferred'\nmuscle_evidence = ['CT-08']",
        "'measured'",
        "muscle-certainty",
        "muscle_certainty",
    ),
    (
        "'inferred'\nmuscle_evidence = ['CT-08']",
        "'measured'\nmuscle_evidence = ['house']",
        "muscle-certainty",
        "muscle_certainty",
    ),
    ("muscle_evidence = ['CT-08']", "muscle_evidence = ['CT-98']", "unknown-id", "muscle_evidence"),
    (
        "[{ region = 'knee-front', pain_over = 2, stage = 'loading' }]",
        "[{ region = 'calf', pain_over = 2 }, { region = 'calf', pain_over = 3 }]",
        "avoid-twice",
        "avoid_when",
    ),
    ("'economy'", "'fame'", "unknown-id", "serves"),
    ("['CT-08', 'house']", "['CT-99', 'house']", "unknown-id", "evidence"),
    ("['CT-08', 'house']", "[]", "no-evidence", "evidence"),
    ("'squat', name", "'squatting', name", "unknown-id", "fit"),
    ("'You push off'", "''", "empty-text", "faults"),
    (
        "  { sign = 'You push off', 'correction' = 'Lift the toes.' },\n",
        "",
        "fault-count",
        "faults",
    ),
    (
        "  { sign = 'You push off', 'correction' = 'Lift the toes.' },",
        "  'x',",
        "wrong-type",
        "faults",
    ),
    ("older = 'Hold", "grandma = 'Hold", "unknown-id", "notes.grandma"),
    ("'step-up-high'", "'step-up'", "harder-itself", "harder"),
]


@pytest.mark.parametrize(("good", "bad", "code", "key"), BAD)
def test_a_bad_record_is_refused_with_its_key(
    good: str, bad: str, code: str, key: str, words: Vocabulary
) -> None:
    assert GOOD.count(good) == 1
    problems = codes(GOOD.replace(good, bad), words)
    assert code in [found for found, _ in problems]
    location = next(location for found, location in problems if found == code)
    assert location.startswith(f"step-up.toml: {key}")


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ({"load_kind = 'external'": "load_kind = 'body-mass'"}, "prior"),
        (
            {
                "load_kind = 'external'": "load_kind = 'body-mass'",
                "prior_share_of_body_mass = 0.25\n": "",
            },
            "body-mass-share",
        ),
        ({"load_kind = 'external'": "load_kind = 'band'"}, "band"),
        (
            {
                "load_kind = 'external'": "load_kind = 'none'",
                "prior_share_of_body_mass = 0.25": "heavy_capable = true",
            },
            "heavy-capable",
        ),
    ],
)
def test_a_load_that_contradicts_itself_is_refused(
    edits: dict[str, str], code: str, words: Vocabulary
) -> None:
    text = GOOD
    for good, bad in edits.items():
        text = text.replace(good, bad)
    assert code in [found for found, _ in codes(text, words)]


def test_shares_may_miss_one_by_a_hundredth(words: Vocabulary) -> None:
    text = GOOD.replace("quadriceps = 0.6", "quadriceps = 0.61")
    assert read_exercise(text, "step-up.toml", words).problems == ()


def test_a_cue_may_have_twelve_words(words: Vocabulary) -> None:
    text = GOOD.replace("'Stand tall'", "'" + "one " * 11 + "more'")
    assert read_exercise(text, "step-up.toml", words).problems == ()


@pytest.mark.parametrize(
    "tempo", ["'3-0-1-0'\nseconds_per_rep = 6", "'3-0-X-0'\nseconds_per_rep = 4"]
)
def test_a_rep_may_take_two_seconds_more_than_its_tempo(tempo: str, words: Vocabulary) -> None:
    text = GOOD.replace("seconds_per_rep = 4\n", "").replace("'3-0-1-0'", tempo)
    assert read_exercise(text, "step-up.toml", words).problems == ()


def test_all_faults_of_a_file_come_at_once(words: Vocabulary) -> None:
    text = (
        GOOD.replace("skill = 2", "skill = 9")
        .replace("quadriceps = 0.6", "quadriceps = 0.1")
        .replace("'CT-08'", "'XX-01'")
        .replace("name = 'Step-up'", "nome = 'Step-up'")
    )
    found = {code for code, _ in codes(text, words)}
    assert found == {"out-of-range", "shares", "unknown-id", "missing-key", "unknown-key"}


def test_every_bad_row_of_a_list_is_told_and_not_the_first_alone(words: Vocabulary) -> None:
    head, rest = GOOD.split("faults = [", 1)
    bad = "{ sign = '', correction = 'Slower.' }"
    text = f"{head}faults = [{bad}, {bad}, {bad}]{rest[rest.index(']') + 1 :]}"
    told = " ".join(p.location for p in read_exercise(text, "step-up.toml", words).problems)
    assert [row for row in range(4) if f"faults[{row}]" in told] == [0, 1, 2]


def test_a_text_that_is_not_toml_says_where(words: Vocabulary) -> None:
    parsed = read_exercise(GOOD.replace("skill =", "skill =" * 2), "step-up.toml", words)
    assert [problem.code for problem in parsed.problems] == ["not-toml"]
    assert "line 13" in parsed.problems[0].sentence


@pytest.mark.parametrize("name", ["Step-Up", "step_up", "step--up", "-step", "2-up"])
def test_a_file_name_that_is_no_id_is_refused(name: str, words: Vocabulary) -> None:
    assert codes(GOOD, words, f"{name}.toml")[0][0] == "bad-id"


def test_every_check_has_a_bad_record() -> None:
    tested = {code for _, _, code, _ in BAD} | {"prior", "body-mass-share", "band", "heavy-capable"}
    assert {check.code for check in CHECKS} <= tested


FIGURE = """
[figure]
view = 'side'
note = "not plain"
[[figure.poses]]
name = 'top'
[figure.poses.joints]
hip = 10
"""


def test_a_figure_is_let_through_and_left_to_the_drawing(words: Vocabulary) -> None:
    plain = read_exercise(GOOD, "step-up.toml", words)
    assert read_exercise(GOOD + FIGURE, "step-up.toml", words) == plain
    whole = GOOD.replace("'To climb.'", '"To climb."') + FIGURE
    assert read_exercise(whole, "step-up.toml", words) == plain


def test_a_key_after_a_figure_is_read_and_not_passed_over(words: Vocabulary) -> None:
    record, _, notes = GOOD.partition("\n[notes]")
    late = record + FIGURE + "[notes]" + notes
    assert read_exercise(late, "step-up.toml", words) == read_exercise(GOOD, "step-up.toml", words)
    found = codes(GOOD + FIGURE + "[extra]\n", words)
    assert found == [("unknown-key", "step-up.toml: extra")]

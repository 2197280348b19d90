"""Names in other languages and names that mean several: the installed file and its checks."""

from __future__ import annotations

import pytest

from ironstride.catalogue import load
from ironstride.catalogue.glossary import LANGUAGES, glossary, read_glossary

IDS = ("back-squat", "front-squat", "goblet-squat", "deadlift")
GOOD = """
[en]
'dead lift' = 'deadlift'

[pt]
'agachamento' = 'squat'

[de]
'kniebeuge' = 'squat'

[es]
'remo' = 'row'

[zh]
'深蹲' = 'squat'

[asked]
'squat' = ['back-squat', 'goblet-squat']
"""


def codes(text: str) -> list[str]:
    parsed = read_glossary(text, "names.toml", IDS)
    assert all(problem.location.startswith("names.toml") for problem in parsed.problems)
    assert (parsed.value is None) == bool(parsed.problems)
    return [problem.code for problem in parsed.problems]


def test_the_installed_glossary_is_sound() -> None:
    found = glossary()
    assert found.phrases["agachamento"] == "squat"
    assert {id for ids in found.asked.values() for id in ids} <= load().by_id.keys()


def test_a_good_glossary_is_read() -> None:
    parsed = read_glossary(GOOD, "names.toml", IDS)
    assert parsed.value is not None, parsed.problems
    assert len(parsed.value.phrases) == len(LANGUAGES)
    assert parsed.value.asked == {"squat": ("back-squat", "goblet-squat")}


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("'remo' = 'row'", "'remo' = ''", "empty-text"),
        ("'remo' = 'row'", "'remo' = 3", "wrong-type"),
        ("'remo' = 'row'", "'kniebeuge' = 'row'", "two-meanings"),
        ("[es]\n'remo' = 'row'\n", "", "missing-key"),
        ("'goblet-squat'", "'moon-squat'", "unknown-id"),
        (", 'goblet-squat'", "", "candidate-count"),
        ("'goblet-squat'", "'goblet-squat', 'front-squat', 'deadlift'", "candidate-count"),
        ("[zh]", "[xx]\n'a' = 'b'\n\n[zh]", "unknown-key"),
        ("[asked]", "[asked", "not-toml"),
    ],
)
def test_a_bad_glossary_is_refused_with_its_file_and_key(good: str, bad: str, code: str) -> None:
    assert good in GOOD
    found = codes(GOOD.replace(good, bad))
    assert code in found, found

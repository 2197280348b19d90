"""The quick way through plain TOML never says anything else than tomllib."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.installed import exercise_texts
from ironstride.catalogue.plain_toml import load_toml, read_plain_toml

SAMPLES = sorted(exercise_texts().values())[::9]
PIECES = st.sampled_from(
    (
        *("a = 1", "b-c = 'x'", "c = [\n  'x',\n]", "d = { e = 1, f = 'y' }", "a.b = 2"),
        *("[t]", "[n]\n", "\n\n[m]\n", "true", "-0.5", "01", "1e5", "nan", "= ", " = "),
        *("'", "'}, '", "':1,'", "'\"'", "'\\'", '"q"', "'''"),
        *("\n", "\r", "\t", " ", ", ", ",", "[", "]", "{ ", " }", "{}", "#"),
    )
)


def agrees(text: str) -> bool:
    """Return whether the quick way, where it takes a text, says what tomllib says."""
    plain = read_plain_toml(text)
    if plain is None:
        return True
    try:
        return repr(plain) == repr(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False


@given(st.lists(PIECES, max_size=12).map("".join))
def test_pieces_of_toml_in_any_order_are_read_alike(text: str) -> None:
    assert agrees(text)


@given(st.data())
def test_an_exercise_file_with_slips_of_the_pen_is_read_alike(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        drop = data.draw(st.integers(0, 4))
        text = text[:at] + data.draw(st.just("") | PIECES | st.characters()) + text[at + drop :]
    assert agrees(text)


@given(st.text(max_size=40))
def test_any_text_is_read_alike(text: str) -> None:
    assert agrees(text)


def test_plain_text_is_taken_and_the_rest_left_to_tomllib() -> None:
    text = "a = 1\nb = [ 'x', 'y\"z\\w' ]\nc = { d = 0.5, e = true }\n\n[n]\nf = [\n  1,\n]\n"
    assert read_plain_toml(text) == tomllib.loads(text)
    assert read_plain_toml('a = "x"') is None
    assert read_plain_toml("n{}a = 'x'") is None
    assert load_toml('a = "x"  # with a comment') == {"a": "x"}

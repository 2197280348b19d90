from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.door import ask

COLUMNS = 50


@pytest.mark.parametrize(
    "words",
    [
        ("protocols",),
        ("protocols", "bsi-walk-run"),
        ("protocols", "achilles-hsr"),
        ("evidence", "NT-01"),
        ("test", "list"),
        ("test", "show", "heel-raise"),
        ("test", "due"),
        ("catalogue", "no-such-exercise"),
    ],
    ids=" ".join,
)
def test_an_answer_fits_a_narrow_terminal(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    answer = ask(*words, home=tmp_path)
    assert answer.out
    assert [line for line in answer.out.splitlines() if len(line) > COLUMNS] == []

from __future__ import annotations

from pathlib import Path

import pytest

from ironstride.catalogue import figures


@pytest.mark.parametrize("ring", [("one",), ("one", "two"), ("one", "two", "three")])
def test_figures_that_are_like_each_other_in_a_ring_are_refused(
    ring: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, other in zip(ring, (*ring[1:], ring[0]), strict=True):
        (tmp_path / f"{name}.toml").write_text(f"[figure]\nlike = '{other}'\n", "utf-8")
    monkeypatch.setattr(figures, "_folder", lambda: tmp_path)
    figures.figure_of.cache_clear()
    found = figures.figure_of(ring[0])
    figures.figure_of.cache_clear()
    assert found.value is None
    assert found.problems

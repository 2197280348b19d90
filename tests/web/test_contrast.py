"""Every pair of colours that the pages use can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from ironstride.web.rendering import STATIC

TEXT = 4.5
"""Ratio for text of any size."""
SHAPE = 3.0
"""Ratio for edges of controls, focus rings and marks that carry meaning."""
GROUNDS = ("paper", "card")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "muted") for ground in (*GROUNDS, "sunk")),
    *((ink, g, TEXT) for ink in ("accent", "run", "warning", "danger") for g in GROUNDS),
    *(("ink", f"{hue}-soft", TEXT) for hue in ("accent", "run", "warning", "danger")),
    *((hue, f"{hue}-soft", TEXT) for hue in ("accent", "run", "warning", "danger")),
    *((f"on-{hue}", hue, TEXT) for hue in ("accent", "run", "danger")),
    ("muted", "accent-soft", TEXT),
    ("muted", "run-soft", TEXT),
    ("card", "ink", TEXT),
    *(("edge", ground, SHAPE) for ground in (*GROUNDS, "sunk")),
    *(("focus", ground, SHAPE) for ground in (*GROUNDS, "sunk", "accent-soft")),
]


def tokens() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("@media")[0]
    found = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
    values = dict(found.findall(light))
    return {"light": values, "dark": values | dict(found.findall(dark))}


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=str)
def test_a_pair_of_colours_has_contrast(scheme: str, front: str, back: str, least: float) -> None:
    values = tokens()[scheme]
    assert ratio(values[front], values[back]) >= least


def test_the_formula_gives_the_ratios_that_wcag_names() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_set_every_colour() -> None:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    names = re.compile(r"--([a-z-]+):\s*#")
    assert set(names.findall(light)) == set(names.findall(rest.partition("@media")[0]))

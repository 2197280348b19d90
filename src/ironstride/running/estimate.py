"""A figure that was not given but found, with its interval, its source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value in SI units with an 80 % interval.

    Args:
        certainty: 0 to 1; how far decisions may lean on it.
        source: a word such as ``given``, ``results``, ``best-efforts``, ``heart-rate``.
        sentence: where it comes from, in plain words.
    """

    value: float
    low: float
    high: float
    certainty: float
    source: str
    sentence: str


def given(value: float, sentence: str) -> Estimate:
    """Return what the runner told us as it stands: believed, though people misremember."""
    return Estimate(
        value=value, low=value, high=value, certainty=0.95, source="given", sentence=sentence
    )

"""The field's abbreviations in evidence rows, each with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from ironstride.catalogue import evidence_ids
from ironstride.catalogue.evidence_file import ID_PATTERN

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence

MEANINGS: Final = {
    "1RM": "the most that can be lifted once",
    "BMD": "density of bone",
    "CI": "confidence interval: the range that the true value probably lies in",
    "CV": "spread in per cent of the mean",
    "CMJ": "a jump from standing with a dip before it",
    "ES": "size of an effect, in standard deviations",
    "HR": "heart rate; in risk studies the ratio of two risks over time",
    "ICC": "agreement of repeated measurements: 1 is perfect",
    "MD": "mean difference between two groups",
    "OR": "odds ratio: 1 means no difference",
    "RCT": "a trial in which chance decides who trains how",
    "RE": "running economy: energy for a given pace",
    "RIR": "repetitions left in reserve when a set ends",
    "RM": "repetition maximum: 5RM can be lifted five times, not six",
    "RPE": "how hard it felt, on a scale",
    "RR": "ratio of two risks: 1 means no difference",
    "SD": "standard deviation: how far people differ from each other",
    "SHR": "ratio of two risks over time, other ends counted apart",
    "SMD": "difference between groups, in standard deviations: 0.2 small, 0.5 medium, 0.8 large",
    "VISA-A": "questionnaire on complaints of the Achilles tendon",
    "VO2max": "the most oxygen the body takes up in a minute",
    "WBGT": "a temperature that counts heat, damp and sun together",
    "g": "size of an effect (Hedges): 0.2 small, 0.5 medium, 0.8 large",
    "n": "how many people took part",
    "reps": "repetitions",
}
"""Abbreviations as the rows write them."""
IN_TEXT: Final = re.compile(
    r"(?<![\w.])(?:(?<!\d )(?P<sign>[gn])(?= [=≈<>\u2212-])|(?P<word>"
    + "|".join(sorted((w for w in MEANINGS if len(w) > 1), key=len, reverse=True))
    + r"))(?![\w]|-\d)"
)
"""Single letters count only where a figure follows; a gram has none before it."""
ID_IN_TEXT: Final = re.compile(rf"\b{ID_PATTERN.pattern}\b")


def explained(text: str) -> Markup:
    """Return a text with its abbreviations marked up with their meaning."""
    parts: list[Markup] = []
    end = 0
    for found in IN_TEXT.finditer(text):
        word = found.group()
        parts += [
            escape(text[end : found.start()]),
            Markup('<abbr title="{}">{}</abbr>').format(MEANINGS[word], word),
        ]
        end = found.end()
    return Markup("").join((*parts, escape(text[end:])))


def linked(text: str) -> Markup:
    """Return a text whose ids of rows of evidence lead to their pages.

    Markup stays markup: an id stands in no attribute that we write.
    """
    known = evidence_ids()

    def link(found: re.Match[str]) -> str:
        name = found[0]
        return f'<a href="/evidence/{name}">{name}</a>' if name in known else name

    return Markup(ID_IN_TEXT.sub(link, str(escape(text))))  # noqa: S704  escaped just here


def meanings(rows: Iterable[Evidence]) -> tuple[tuple[str, str], ...]:
    """Return the abbreviations of some rows with their meanings, by alphabet."""
    used = {
        found.group() for row in rows for found in IN_TEXT.finditer(f"{row.claim} {row.source}")
    }
    return tuple((word, MEANINGS[word]) for word in sorted(used, key=str.lower))


def sentences(text: str) -> tuple[str, ...]:
    """Return a text sentence by sentence."""
    return tuple(re.split(r"(?<=[.!?]) (?=[A-Z“])", text))

"""One row of evidence from the text of its TOML file, or every fault in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ironstride.catalogue.fields import Fields
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.evidence import Effect, Evidence, EvidenceId, Finding, Grade
from ironstride.domain.problem import Parsed, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

ID_PATTERN = re.compile(r"[A-Z]{2}-[0-9]{2}")
_NAMED = re.compile(rf"\b{ID_PATTERN.pattern}\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_FAR = 1e6
"""No effect is larger in any unit (house): a slip of the pen is."""


def read_evidence(text: str, path: str) -> Parsed[Evidence]:
    """Return the row of evidence of a TOML text; the file's name is its id.

    Keys: ``claim``, ``source``, ``grade`` (A, B, C), ``reread``, and where the row has them
    ``figure``, ``design``, ``population``, ``effects``, ``not_when``, ``not_reread``, ``doi``,
    ``finding`` and ``beside``.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    evidence_id = PurePosixPath(path).stem
    if ID_PATTERN.fullmatch(evidence_id) is None:
        fields.fault(
            "(file name)",
            "bad-id",
            f"“{evidence_id}” is not an id such as CT-08.",
            "Name the file after its row: two capitals, a dash, two digits.",
        )
    if not fields.has("reread"):
        fields.fault("reread", "missing-key", "The key “reread” is missing.", "Add reread.")
    evidence = Evidence(
        id=EvidenceId(evidence_id),
        claim=fields.text("claim"),
        figure=fields.optional_text("figure"),
        design=fields.optional_text("design"),
        population=fields.optional_text("population"),
        effects=_effects(fields),
        not_when=fields.optional_text("not_when"),
        source=fields.text("source"),
        doi=fields.optional_text("doi"),
        grade=fields.word("grade", Grade),
        reread=fields.flag("reread"),
        not_reread=fields.optional_text("not_reread"),
        finding=fields.word("finding", Finding) if fields.has("finding") else None,
        beside=_beside(fields, evidence_id),
    )
    if evidence.doi is not None and _DOI.fullmatch(evidence.doi) is None:
        fields.fault(
            "doi", "bad-doi", f"“{evidence.doi}” is not a DOI.", "Write it as 10.…/…, or leave out."
        )
    fields.refuse_unknown_keys()
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else evidence, problems=problems)


def _effects(fields: Fields) -> tuple[Effect, ...]:
    if not fields.has("effects"):
        return ()
    read = []
    for row in fields.tables("effects"):
        effect = Effect(
            of=row.text("of"),
            size=row.optional_number("size", -_FAR, _FAR),
            unit=row.optional_text("unit"),
            low=row.optional_number("low", -_FAR, _FAR),
            high=row.optional_number("high", -_FAR, _FAR),
            level=row.optional_number("level", 50, 99.9),
            spread=row.optional_number("spread", 0, _FAR),
        )
        if not row.bad:
            _check_effect(row, effect)
        row.refuse_unknown_keys()
        fields.problems += row.problems
        read.append(effect)
    return tuple(read)


def _check_effect(row: Fields, effect: Effect) -> None:
    """Note what contradicts itself in one effect."""
    low, high, size = effect.low, effect.high, effect.size
    if (low is None) is not (high is None):
        row.fault("low", "half-interval", "An interval has two ends.", "Give low and high.")
    if low is not None and high is not None:
        if low > high:
            row.fault(
                "low",
                "bad-interval",
                f"The interval runs from {low:g} down to {high:g}.",
                "Write the lower end as low.",
            )
        elif size is not None and not low <= size <= high:
            row.fault(
                "size",
                "outside-interval",
                f"{size:g} lies outside its interval of {low:g} to {high:g}.",
                "Compare it with the source; leave out an interval that is misprinted there.",
            )
    if size is None and low is None:
        row.fault("size", "no-size", "The effect has neither a size nor an interval.", "Add one.")
    if effect.level is not None and low is None and effect.spread is None:
        row.fault("level", "no-interval", "A level without an interval says nothing.", "Remove it.")


def _beside(fields: Fields, own: str) -> tuple[EvidenceId, ...]:
    ids = fields.optional_texts("beside")
    for each in ids:
        if ID_PATTERN.fullmatch(each) is None:
            sentence = f"“{each}” is not an id such as CT-08."
            fields.fault("beside", "bad-id", sentence, "Name rows by their ids.")
        elif each == own:
            sentence = "A row cannot stand beside itself."
            fields.fault("beside", "beside-itself", sentence, f"Remove {own} from beside.")
    return tuple(EvidenceId(each) for each in ids)


def read_all_evidence(texts: Mapping[str, str]) -> Parsed[dict[str, Evidence]]:
    """Return the rows of many files by id, sorted, or every fault of every file.

    Beyond each file: ids that are named exist, what stands beside a row has that row beside it,
    and a row that found no effect, or a worse one, stands beside another.

    Args:
        texts: of the TOML files, by file name.
    """
    problems: list[Problem] = []
    rows: dict[str, Evidence] = {}
    for name, text in sorted(texts.items()):
        parsed = read_evidence(text, name)
        problems += parsed.problems
        if parsed.value is not None:
            rows[parsed.value.id] = parsed.value
    known = {PurePosixPath(name).stem for name in texts}
    for row in rows.values():
        problems += _strangers(row, known)
        problems += _one_sided(row, rows)
    return Parsed(value=None if problems else rows, problems=tuple(problems))


def _strangers(row: Evidence, known: set[str]) -> list[Problem]:
    """Return a problem for every id that a row names and nobody has."""
    said = {
        "claim": row.claim,
        "figure": row.figure or "",
        "design": row.design or "",
        "population": row.population or "",
        "not_when": row.not_when or "",
        "not_reread": row.not_reread or "",
        "source": row.source,
        "beside": " ".join(row.beside),
        "effects": " ".join(each.of for each in row.effects),
    }
    return [
        Problem(
            code="unknown-id",
            sentence=f"“{name}” is no row of evidence.",
            location=f"{row.id}.toml: {key}",
            remedy=f"Correct the id, or add {name}.toml.",
        )
        for key, text in said.items()
        for name in _NAMED.findall(text)
        if name not in known
    ]


def _one_sided(row: Evidence, rows: Mapping[str, Evidence]) -> list[Problem]:
    """Return a problem for every row beside this one that lacks it, and for a lonely null."""
    where = f"{row.id}.toml: beside"
    found = [
        Problem(
            code="one-sided",
            sentence=f"{row.id} has {each} beside it, but {each} lacks {row.id}.",
            location=where,
            remedy=f"Add {row.id} to beside in {each}.toml.",
        )
        for each in row.beside
        if each in rows and row.id not in rows[each].beside
    ]
    if row.finding is not None and not row.beside:
        found.append(
            Problem(
                code="nothing-beside",
                sentence=f"{row.id} found {row.finding.value} results and stands beside nothing.",
                location=where,
                remedy="Name the rows that claim the effect, and name this one in them.",
            )
        )
    return found

"""One row of evidence from the text of its TOML file, or every fault in it."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ironstride.catalogue.fields import Fields
from ironstride.catalogue.vocabulary import read_toml
from ironstride.domain.evidence import Evidence, EvidenceId, Grade
from ironstride.domain.problem import Parsed

ID_PATTERN = re.compile(r"[A-Z]{2}-[0-9]{2}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def read_evidence(text: str, path: str) -> Parsed[Evidence]:
    """Return the row of evidence of a TOML text; the file's name is its id.

    Keys: ``claim``, ``figure``, ``source``, ``grade`` (A, B, C), ``reread`` and, where one is
    known, ``doi``.
    """
    table = read_toml(text, path)
    if table.value is None:
        return Parsed(value=None, problems=table.problems)
    fields = Fields(table.value, path)
    evidence_id = PurePosixPath(path).stem
    if ID_PATTERN.fullmatch(evidence_id) is None:
        fields.fault("(file name)", "bad-id", f"“{evidence_id}” is not an id such as CT-08.")
    if not fields.has("reread"):
        fields.fault("reread", "missing-key", "The key “reread” is missing.", "Add reread.")
    evidence = Evidence(
        id=EvidenceId(evidence_id),
        claim=fields.text("claim"),
        figure=fields.text("figure"),
        source=fields.text("source"),
        grade=fields.word("grade", Grade),
        reread=fields.flag("reread"),
        doi=fields.optional_text("doi"),
    )
    if evidence.doi is not None and _DOI.fullmatch(evidence.doi) is None:
        fields.fault("doi", "bad-doi", f"“{evidence.doi}” is not a DOI.")
    fields.refuse_unknown_keys()
    problems = tuple(fields.problems)
    return Parsed(value=None if problems else evidence, problems=problems)

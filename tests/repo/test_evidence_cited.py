"""Every row of evidence is cited by something, and everything that is cited is a row."""

from __future__ import annotations

import re

import pytest

from ironstride.catalogue import evidence
from ironstride.catalogue.citing import citing
from ironstride.domain.evidence import Evidence
from tests.repo.tree import ROOT, files, relative

ID = re.compile(r"\b[A-Z]{2}-[0-9]{2}\b")
DOCS = [path for path in files() if path.suffix == ".md" and ROOT / "docs" in path.parents]


def named(row: Evidence) -> set[str]:
    """Return the ids that a row names in words: what it was inferred from, or belongs to."""
    texts = (row.claim, row.figure, row.design, row.population, row.not_when, row.source)
    return set(ID.findall(" ".join(text for text in texts if text)))


def orphans(rows: dict[str, Evidence], cited: set[str]) -> list[str]:
    """Return the rows that nothing rests on.

    A row has its place if something cites it, if a row with a place rests on it in turn, or if it
    is shown beside such a row.
    """
    placed, waiting = set[str](), cited & rows.keys()
    while waiting:
        name = waiting.pop()
        placed.add(name)
        waiting |= (named(rows[name]) & rows.keys()) - placed
    shown = placed | {other for name in placed for other in rows[name].beside}
    return sorted(rows.keys() - shown)


def test_no_row_of_evidence_is_an_orphan() -> None:
    assert orphans(evidence(), set(citing())) == []


def test_nothing_in_the_program_or_its_data_cites_a_row_that_does_not_exist() -> None:
    rows = evidence()
    unknown = {name: [each.id for each in all_] for name, all_ in citing().items()}
    assert {name: each for name, each in unknown.items() if name not in rows} == {}


@pytest.mark.parametrize("page", DOCS, ids=relative)
def test_a_page_of_the_docs_cites_only_rows_that_exist(page: object) -> None:
    text = ROOT.joinpath(str(page)).read_text("utf-8")
    example = "RE-90" if str(page).endswith("add-evidence.md") else ""
    assert sorted(set(ID.findall(text)) - evidence().keys() - {example}) == []


def test_an_orphan_is_found_and_what_a_cited_row_rests_on_or_stands_beside_is_none() -> None:
    rows = evidence()
    few = {name: rows[name] for name in ("RE-03", "RE-42", "MX-05", "MX-06")}
    assert orphans(few, {"RE-03"}) == ["MX-05", "MX-06"]
    assert orphans(few, {"MX-06"}) == ["RE-03", "RE-42"]
    assert orphans(few, {"MX-05"}) == ["MX-06", "RE-03", "RE-42"]
    assert orphans(few, set()) == sorted(few)

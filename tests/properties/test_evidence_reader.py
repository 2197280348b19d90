"""The reader of evidence gives back what was written, and tells faults instead of raising."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.evidence_file import read_all_evidence, read_evidence
from ironstride.catalogue.installed import evidence_texts
from ironstride.domain.evidence import Effect, Evidence, EvidenceId, Finding, Grade

SAMPLES = sorted(evidence_texts().values())[::17]
LINES = st.text(st.characters(codec="utf-8", exclude_characters="'", exclude_categories=["C", "Z"]))
TEXTS = LINES.filter(bool)
NUMBERS = st.floats(-1000, 1000).map(lambda number: round(number, 3))


@st.composite
def effects(draw: st.DrawFn) -> Effect:
    """Return an effect that does not contradict itself."""
    low, size, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    has_interval = draw(st.booleans())
    spread = draw(st.none() | NUMBERS.map(abs))
    has_level = has_interval or spread is not None
    return Effect(
        of=draw(TEXTS),
        size=size if not has_interval or draw(st.booleans()) else None,
        unit=draw(st.none() | TEXTS),
        low=low if has_interval else None,
        high=high if has_interval else None,
        level=draw(st.none() | st.just(95.0)) if has_level else None,
        spread=spread,
    )


ROWS = st.builds(
    Evidence,
    id=st.just(EvidenceId("CT-08")),
    claim=TEXTS,
    source=TEXTS,
    grade=st.sampled_from(Grade),
    reread=st.booleans(),
    figure=st.none() | TEXTS,
    design=st.none() | TEXTS,
    population=st.none() | TEXTS,
    effects=st.lists(effects(), max_size=3).map(tuple),
    not_when=st.none() | TEXTS,
    not_reread=st.none() | TEXTS,
    doi=st.none() | st.just("10.1139/apnm-2012-0362"),
    finding=st.none() | st.sampled_from(Finding),
    beside=st.sets(st.sampled_from(["CT-01", "RE-42", "RE-43"])).map(tuple),
)


def written(row: Evidence) -> str:
    """Return a row as the text of its file."""
    texts = ("claim", "source", "figure", "design", "population", "not_when", "not_reread", "doi")
    lines = [f"{k} = '{getattr(row, k)}'" for k in texts if getattr(row, k) is not None]
    lines.append(f"grade = '{row.grade.value}'\nreread = {str(row.reread).lower()}")
    if row.finding is not None:
        lines.append(f"finding = '{row.finding.value}'")
    if row.effects:
        lines.append(f"effects = [\n{''.join(map(written_effect, row.effects))}]")
    if row.beside:
        lines.append("beside = [ " + ", ".join(f"'{each}'" for each in row.beside) + " ]")
    return "\n".join(lines) + "\n"


def written_effect(effect: Effect) -> str:
    """Return an effect as a line of its file."""
    parts = [f"of = '{effect.of}'"]
    if effect.unit is not None:
        parts.append(f"unit = '{effect.unit}'")
    numbers = {key: getattr(effect, key) for key in ("size", "low", "high", "level", "spread")}
    parts += [f"{key} = {number}" for key, number in numbers.items() if number is not None]
    return "  { " + ", ".join(parts) + " },\n"


@given(ROWS)
def test_a_row_that_is_written_is_read_as_it_was(row: Evidence) -> None:
    parsed = read_evidence(written(row), "CT-08.toml")
    assert parsed.problems == ()
    assert parsed.value == row


@given(st.data())
def test_a_slip_of_the_pen_is_a_row_or_a_problem_with_its_place(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES))
    at, drop = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 6))
    text = text[:at] + data.draw(st.text(max_size=4)) + text[at + drop :]
    parsed = read_evidence(text, "CT-08.toml")
    assert (parsed.value is None) is bool(parsed.problems)
    assert all(problem.location.startswith("CT-08.toml") for problem in parsed.problems)


@given(st.dictionaries(st.sampled_from(["CT-01.toml", "CT-02.toml", "x.toml"]), st.text()))
def test_files_of_any_content_never_raise(texts: dict[str, str]) -> None:
    parsed = read_all_evidence(texts)
    assert (parsed.value is None) is bool(parsed.problems)

"""Write `docs/reference/self-tests.md`: what each self-test holds a result against."""

from __future__ import annotations

import sys
from typing import Final

from ironstride.body.assess import said
from ironstride.catalogue import evidence_for
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.assessment import Assessment, Cut, Norm, NormRow, TimedBy
from ironstride.domain.athlete import Sex
from tools.markdown import NOT_REREAD, REFERENCE, citation, table, write

PAGE = REFERENCE / "self-tests.md"
HEAD: Final = """\
# Self-tests

Made by `make docs` from `src/ironstride/data/norms/`: {count} tests. `ironstride test list`
lists them, `ironstride test show ID` tells one; what the keys of a file mean is said in
[test-file.md](test-file.md).

A result is held against a norm where a source has one for the age and sex, against one's own last
result only beyond what the test can see, and left against right only beyond both the flag and
what the test can see. “Not given” means that no source we cite gives it, and nothing is judged by
it. “Convention” is what coaches or clinicians agree on, not a finding. Results are in the unit
named; a battery of 20 minutes takes the lowest ranks that suit the runner.
"""
NOT_GIVEN: Final = "not given"
PEOPLE: Final = {Sex.MALE: "men", Sex.FEMALE: "women", None: "everybody"}


def page() -> str:
    """Return the page: a table of all tests, then each."""
    tests = self_tests()
    rows = (
        (
            str(test.rank),
            f"[{test.name}](#{test.id})",
            test.unit.value,
            f"{test.minutes:g}",
            f"{test.repeat_weeks}",
            _ages(test.audience.first_age or None, test.audience.last_age),
        )
        for test in tests
    )
    head = ("rank", "test", "unit", "minutes", "again after weeks", "ages")
    return HEAD.format(count=len(tests)) + "\n" + table(head, rows) + "".join(map(_test, tests))


def _ages(first: int | None, last: int | None) -> str:
    if last is None:
        return "all" if first is None else f"{first} and older"
    return f"up to {last}" if first is None else f"{first}" if first == last else f"{first}–{last}"  # noqa: RUF001 (a range)


def _test(test: Assessment) -> str:
    lines = [
        f'\n## <a id="{test.id}"></a>{test.name}\n\n',
        f"Tells: {test.tells} Does not tell: {test.does_not_tell}\n\n",
        table(("what", "how"), _facts(test)),
    ]
    lines += [f"\n{_norm(norm)}" for norm in test.norms]
    if test.cuts:
        head = ("line", "wrong side", "what it means", "evidence")
        lines += ["\n", table(head, (_cut(test, cut) for cut in test.cuts))]
    if test.effects:
        effects = ((f"`{e.when}`", e.words, _cited(e.evidence)) for e in test.effects)
        lines += ["\n", table(("found", "in the plan", "evidence"), effects)]
    return "".join(lines)


def _facts(test: Assessment) -> list[tuple[str, str]]:
    trials = "one try" if test.trials == 1 else f"{test.score} of {test.trials} tries"
    return [
        ("done", f"{'each side, ' if test.per_side else ''}{trials}; {_timed(test)}"),
        ("better", test.better.value),
        ("change that counts", _change(test)),
        ("difference of sides that counts", _sides(test)),
        ("not for", " ".join(test.not_for)),
        *(("waits", f"{each.words} ({_cited(each.evidence)})") for each in test.waits),
        ("stop at", " ".join(test.stop_when)),
        ("evidence", _cited(test.evidence)),
    ]


def _timed(test: Assessment) -> str:
    timing = test.timing
    match timing.by:
        case TimedBy.METRONOME:
            return f"{timing.bpm} beats a minute, {timing.beats_per_rep} beats a repetition"
        case TimedBy.STOPWATCH:
            return f"stopwatch, to {said(test, test.cap or 0.0)} at most"
        case TimedBy.COUNTDOWN:
            return f"in {timing.seconds} s"
        case TimedBy.NOTHING:
            return "no clock"


def _change(test: Assessment) -> str:
    change = test.change
    if change is None:
        return NOT_GIVEN
    below = "" if change.below is None else f", while below {said(test, change.below)}"
    return (
        f"more than {said(test, change.detectable)}{below}: {change.basis} "
        f"({_cited(change.evidence)})"
    )


def _sides(test: Assessment) -> str:
    rule = test.sides
    if rule is None:
        return NOT_GIVEN if test.per_side else "no sides"
    found = [] if rule.flag is None else [f"more than {said(test, rule.flag)}"]
    found += [] if rule.flag_share is None else [f"more than {rule.flag_share * 100:g} %"]
    found += (
        []
        if rule.detectable is None
        else [f"more than {said(test, rule.detectable)} ({rule.basis})"]
    )
    recalled = "" if rule.reread else f", {NOT_REREAD}"
    return f"{' and '.join(found)} ({_cited(rule.evidence)}{recalled})"


def _norm(norm: Norm) -> str:
    head = (f"{norm.statistic.value.replace('-', ' ')} ({norm.kind.value})", "ages", "value")
    rows = (
        (PEOPLE[row.sex], _ages(row.first_age, row.last_age), _value(norm, row))
        for row in norm.rows
    )
    note = f" {norm.note}" if norm.note else ""
    return f"Measured: {norm.people}.{note} {_cited(norm.evidence)}\n\n{table(head, rows)}"


def _value(norm: Norm, row: NormRow) -> str:
    if row.levels:
        bounds = [f"{n} {b:g}" for n, b in zip(norm.level_names, row.levels, strict=False)]
        shown = ", ".join(bounds)
    elif row.value is None:
        shown = f"{row.low:g} to {row.high:g}"
    else:
        shown = f"{row.value:g}" + ("" if row.spread is None else f" ± {row.spread:g}")
    return shown if row.reread else f"{shown} ({NOT_REREAD})"


def _cut(test: Assessment, cut: Cut) -> tuple[str, ...]:
    of = " body masses" if cut.of_body_mass else ""
    values = ", ".join(
        f"{said(test, value) if not of else f'{value:g}'}{of}"
        + ("" if sex is Sex.UNSPECIFIED else f" ({PEOPLE[sex]})")
        for sex, value in cut.values.items()
    )
    if cut.scale_from_age is not None:
        values += f", × {cut.scale_per_decade:g} a decade from {cut.scale_from_age}"  # noqa: RUF001 (times)
    words = cut.words + (" Convention." if cut.convention else "")
    ages = _ages(cut.first_age or None, cut.last_age)
    return (
        f"`{cut.id}`",
        f"{cut.wrong.value} {values}" + ("" if ages == "all" else f", ages {ages}"),
        words if cut.reread else f"{words} ({NOT_REREAD})",
        _cited(cut.evidence),
    )


def _cited(ids: tuple[str, ...]) -> str:
    rows = evidence_for(ids)
    return ", ".join("house" if row == "house" else citation(rows[row]) for row in ids)


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page())


if __name__ == "__main__":
    sys.exit(main())

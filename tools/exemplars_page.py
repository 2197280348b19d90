"""Write `docs/explanation/exemplars.md`: programmes that worked beside what we plan for them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from benchmarks.exemplar_dose import LIMIT, Compared, Given, compared
from benchmarks.exemplars import ANY, EXEMPLARS, NOT_ASKED, Dose, Exemplar, Kind, Range
from ironstride.catalogue import evidence_for
from ironstride.domain.evidence import Evidence
from ironstride.planner.rules import RULES
from tools.markdown import REFERENCE, table, write

PAGE = REFERENCE.parent / "explanation" / "exemplars.md"
EVIDENCE: Final = {rule.id: rule.evidence for rule in RULES}
HEAD: Final = """\
# Programmes that worked, and what we plan for the same people

Made by `make docs`, by planning. For each programme of a trial or a large group that had a good
result there is an athlete file of its participants (`benchmarks/exemplars.py`): age, experience,
kit, running, sessions and minutes as far as the row of evidence tells them. The plan that it gets
is measured with the same yardstick as the programme.

**{inside} of {count} lifting and jumping programmes lie in the trial's range with every dose that
its row tells.** No rule knows that it is looked at: the files are ordinary ones, the same rules
count for all.

How it is measured:

- *In range*: the typical figure (the median of the weeks that are not light) lies in the trial's
  range. Where its row gives one figure, a quarter more or less is the same dose (house). The least
  and the most of those weeks stand in brackets.
- *Load* is that of the heaviest leg lift of each session; a plan has lighter ones beside it, which
  most trials had not. Trials are sorted by the zones of RE-11 (80 % of the maximum and more, 40 to
  79 %) where they tell a share, and by what can be lifted so often (LP-01) where they tell
  repetitions. Being in the zone is not being as hard: trials went to the last repetition, we stop
  at two in reserve ([how loads are found](loads.md)).
- *Leg sets* are squats, steps, hinges and bridges, whichever of them the trial used: our plans
  never squat alone. Calves are counted where the trial trained them.
- *Weeks* hold the trial's kind of work, lighter weeks included.
- Each week is solved with a tenth of a plan's own limit ({limit:g} in the solver's own steps):
  {proven} of {planned} weeks are proven, the others are the best found. The doses hang on targets
  and caps, not on the last per cent.
- A plan holds more than its trial: hips, trunk, feet, upper body. That is meant, and it takes
  minutes from the lifts.

What the comparison leans on:

- The rows rarely tell whether participants had lifted before. Where a trial loaded with 80 % and
  more, they are taken for lifters with three weeks in the log. People new to lifting stay below
  80 % here (RD-03), whatever a trial did with them.
- A row that tells little is easily met: PE-07, PE-13 and PE-14 tell no sets. What was recalled and
  not read again is named beside each programme.

Being in range says that a plan for these people holds as much of the same work. It does not say
that the plan would have had the trial's effect. Programmes without a good result (PE-15, PE-16,
PE-19, PE-20) are left out here, and stand on [the page of evidence](../reference/evidence.md).
"""


def page(found: Sequence[tuple[Exemplar, Compared]]) -> str:
    """Return the page: the verdicts, each programme's doses, and the exceptions with their rule."""
    counted = [(each, plan) for each, plan in found if each.kind in LIFTS_AND_JUMPS]
    trials = {each.id for each, _ in counted}
    outside = {each.id for each, plan in counted if plan.outside(each)}
    head = HEAD.format(
        inside=len(trials - outside),
        count=len(trials | {one.id for one in NOT_ASKED if one.kind in LIFTS_AND_JUMPS}),
        limit=LIMIT,
        proven=sum(plan.proven for _, plan in found),
        planned=sum(plan.planned for _, plan in found),
    )
    verdicts = table(
        ("programme", "what", "weeks", "verdict", "taken as"),
        (
            (_link(each), each.kind, str(each.weeks), _verdict(each, plan), each.assumed)
            for each, plan in found
        ),
    )
    doses = table(
        ("programme", "dose", "the trial", "the plan", "in range"),
        (
            (each.title, dose, _range(span), _given(plan, dose), _mark(each, plan, dose))
            for each, plan in found
            for dose, span in each.doses.items()
        ),
    )
    return (
        f"{head}\n## The verdicts\n\n{verdicts}\n## The doses\n\n{doses}\n"
        f"## The exceptions\n\n{EXCEPTIONS}{_exceptions(found)}"
    )


EXCEPTIONS: Final = """\
None of them hangs on one rule: what was left out to try is told, and whether it brought the dose
into the trial's range.

"""
LIFTS_AND_JUMPS: Final = frozenset({Kind.LIFTING, Kind.JUMPING, Kind.BOTH, Kind.HOLDS})


def _link(exemplar: Exemplar) -> str:
    row = _row(exemplar.id)
    checked = f"; recalled: {row.not_reread}" if row.not_reread else ""
    return f"{exemplar.title} ([{row.id}](../reference/evidence.md#{row.id.lower()}){checked})"


def _row(row_id: str) -> Evidence:
    return evidence_for((row_id,))[row_id]


def _verdict(exemplar: Exemplar, plan: Compared) -> str:
    outside = plan.outside(exemplar)
    return f"exception: {', '.join(outside)}" if outside else "in range"


def _mark(exemplar: Exemplar, plan: Compared, dose: Dose) -> str:
    return "no" if dose in plan.outside(exemplar) else "yes"


def _range(span: Range) -> str:
    low, high = span
    if high == ANY:
        return "some"
    return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


def _given(plan: Compared, dose: Dose) -> str:
    given = plan.given.get(dose)
    return "none" if given is None else _words(given)


def _words(given: Given) -> str:
    if given.least == given.most:
        return f"{given.usual:.3g}"
    return f"{given.usual:.3g} ({given.least:.3g} to {given.most:.3g})"


def _exceptions(found: Sequence[tuple[Exemplar, Compared]]) -> str:
    lines = [
        f"- **{each.title}**, {dose}: {_why(each, plan, dose)}\n"
        for each, plan in found
        for dose in plan.outside(each)
    ]
    lines.extend(f"- **{_row(one.id).source}** ({one.id}): {one.why}\n" for one in NOT_ASKED)
    return "".join(lines)


def _why(exemplar: Exemplar, plan: Compared, dose: Dose) -> str:
    """Return what keeps a dose out of range, with the plan made without it."""
    known = exemplar.exceptions.get(dose)
    if known is None:
        return "not explained yet."
    if not known.rules:
        return known.why
    without = compared(exemplar, without=frozenset(known.rules))
    verdict = "in range" if dose not in without.outside(exemplar) else "still out of range"
    rules = " and ".join(
        f"[`{rule}`](../reference/rules.md#{rule.replace('.', '')}) ({', '.join(EVIDENCE[rule])})"
        for rule in known.rules
    )
    return (
        f"{known.why} Solved again without {rules}: {_given(without, dose)} instead of "
        f"{_given(plan, dose)}, {verdict}."
    )


def main() -> int:
    """Write the page; return 0."""
    return write(PAGE, page([(each, compared(each)) for each in EXEMPLARS]))


if __name__ == "__main__":
    sys.exit(main())

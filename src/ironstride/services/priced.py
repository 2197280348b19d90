"""Prices in words: what a thing otherwise would cost, rule by rule, and what forbids it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.services.why import RuleAccount, rule_title

if TYPE_CHECKING:
    from ironstride.planner.counterfactual import RuleCost

NAMED: Final = 3
"""House: so many rules are named in a sentence; the ledger has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """What one rule costs as it stands and otherwise, in points."""

    rule: str
    title: str
    old: int
    new: int
    lacks: tuple[str, ...]

    @property
    def more(self) -> int:
        """Points beyond what stands."""
        return self.new - self.old


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One thing otherwise, with its price.

    Args:
        what: what is otherwise, as a heading.
        said: its price in a sentence.
        points: beyond the week as it stands; None where it cannot be.
        least: what it costs at least, where a proof is open; equal to ``points`` where none is.
        proven: whether both weeks are proven to be the cheapest of their kind.
        rows: the rules that differ, the dearest first.
    """

    what: str
    said: str
    points: int | None
    least: int | None
    proven: bool
    rows: tuple[LedgerRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A hard rule that forbids, in its own words."""

    rule: str
    title: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer in three layers: one or two sentences, the ledger, the evidence.

    Args:
        kind: ``absence``, ``exercise``, ``sets`` or ``day``.
        prices: what it or its neighbours cost, each with its ledger.
        forbidden: the hard rules that say no.
        rules: every rule named, with its evidence.
        monday: of the week asked about.
    """

    kind: str
    title: str
    said: tuple[str, ...]
    prices: tuple[Priced, ...] = ()
    forbidden: tuple[Bar, ...] = ()
    rules: tuple[RuleAccount, ...] = ()
    monday: dt.date = dt.date.min


def cost_said(points: int, rows: tuple[LedgerRow, ...], *, least: int | None = None) -> str:
    """Return a price as a predicate: “costs 34 points more: 20 for calves, …”.

    Args:
        least: what it costs at least, where a proof is open.
    """
    is_open = least is not None and least < points
    if points > 0:
        most = f" at most ({least} at least)" if is_open else ""
        return f"costs {points} points more{most}: {shares_said(rows)}."
    if points < 0:
        return f"costs {-points} points less{' or better' if is_open else ''}."
    return f"costs the same{' or less' if is_open else ''}."


def shares_said(rows: tuple[LedgerRow, ...]) -> str:
    """Return what the dearest rules take: “20 for calves, 14 for same exercises”."""
    dearer = [row for row in rows if row.more > 0]
    told = [f"{row.more} for {short(row.rule)}" for row in dearer[:NAMED]]
    rest = sum(row.more for row in dearer[NAMED:])
    saved = -sum(row.more for row in rows if row.more < 0)
    told += [f"{rest} for others"] if rest else []
    return ", ".join(told) + (f"; {saved} saved elsewhere" if saved else "")


def short(rule: str) -> str:
    """Return the name of a rule in words, from its id."""
    return rule.partition(".")[2].replace("_", " ")


def rows_of(costs: tuple[RuleCost, ...]) -> tuple[LedgerRow, ...]:
    """Return what rules cost, with their titles."""
    return tuple(
        LedgerRow(rule=c.rule, title=rule_title(c.rule), old=c.old, new=c.new, lacks=c.lacks)
        for c in costs
    )

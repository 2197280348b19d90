"""The best of a problem and of changes of it stand in the order that they must.

A handful of small problems here; `make verify` does hundreds of full size.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.weeks import week_asked
from ironstride.domain.body_region import Side
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.rule import Values
from ironstride.planner.rulebook import rulebook
from ironstride.planner.sessions import warm_up_seconds
from tests.support.small_problems import problem
from tools import metamorphic, told_otherwise
from tools.metamorphic import Compared, compared

HANDFUL = range(1, 11)
RELATIONS = ("minutes", "kit", "slots", "forbidden", "limit")


def test_more_never_makes_the_best_worse_and_a_limit_never_better() -> None:
    held: Counter[str] = Counter()
    for number in HANDFUL:
        small = problem(number)
        found = compared(small.request, small.position, number)
        assert found.faults == [], f"problem {number}"
        held.update(found.pairs)
    assert all(held[kind] >= 3 for kind in RELATIONS), held


def test_mirror_names_and_order_change_neither_objective_nor_ledger() -> None:
    held: Counter[str] = Counter()
    for number in HANDFUL:
        small = problem(number)
        found = told_otherwise.told_otherwise(small.request, small.position, number)
        assert found.faults == [], f"problem {number}"
        held.update(found.pairs)
    assert all(held[kind] >= 30 for kind in ("mirror", "names", "disorder")), held


def test_the_mirror_turns_what_is_told_of_a_side() -> None:
    sided = next(
        small.request
        for small in map(problem, range(1, 60))
        if small.request.athlete.conditions and small.request.athlete.tests
    )
    same = told_otherwise.mirrored(sided)
    assert sided.athlete.conditions != same.request.athlete.conditions
    assert {c.side for c in same.request.athlete.conditions} <= {Side.LEFT, Side.RIGHT}
    assert same.request.athlete.tests != sided.athlete.tests
    assert told_otherwise.mirrored(same.request).request == sided


def test_new_names_turn_the_order_of_the_catalogue_round() -> None:
    request = problem(1).request
    same = told_otherwise.renamed(request)
    ids = [str(e.id) for e in same.request.catalogue.exercises]
    assert ids == sorted(ids)
    old = [e.name for e in request.catalogue.exercises]
    assert [e.name for e in same.request.catalogue.exercises] == old[::-1]


def test_what_is_out_of_order_is_told() -> None:
    found = Compared()
    found.ordered("minutes: 5 more", 10, 10, proven=True)
    found.ordered("minutes: 5 more", 10, None, proven=True)
    found.ordered("minutes: 5 more", 11, 10, proven=False)
    assert (found.faults, found.pairs) == ([], {"minutes": 2})
    found.ordered("minutes: 5 more", 11, 10, proven=True)
    found.ordered("minutes: 5 more", None, 10, proven=True)
    assert found.faults == [
        "minutes: 5 more: 11 against 10",
        "minutes: 5 more: None against 10",
    ]


def test_a_rule_that_looks_at_names_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook()
    rule = next(r for r in book.content if r.id == "preference.dislikes")

    def by_name(model: ContentModel, _: Values) -> ContentTerms:
        return model.per_choice(lambda c: 5 * (c.exercise.id < "m"))

    biased = replace(rule, encode=by_name)
    content = tuple(biased if r.id == rule.id else r for r in book.content)
    monkeypatch.setattr("benchmarks.weeks.rulebook", lambda: replace(book, content=content))
    small = problem(2)
    found = told_otherwise.told_otherwise(small.request, small.position, 2)
    assert any(said.startswith("names: content") for said in found.faults)


def test_a_rule_for_which_more_is_worse_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Compared()
    small = problem(2)
    asked = week_asked(small.request, small.position)
    assert asked is not None
    rule = next(r for r in asked.book.content if r.id == "preference.dislikes")

    def by_minutes(model: ContentModel, _: Values) -> ContentTerms:
        return model.per_choice(lambda c: model.frames[c.session].placed.minutes)

    biased = replace(rule, encode=by_minutes)
    content = tuple(biased if r.id == rule.id else r for r in asked.book.content)
    monkeypatch.setattr(
        metamorphic,
        "week_asked",
        lambda *_: replace(asked, book=replace(asked.book, content=content)),
    )
    found = compared(small.request, small.position, 2)
    assert [said.partition(":")[0] for said in found.faults] == ["minutes"]


def test_a_minute_more_is_never_less_time_for_exercises() -> None:
    work = [minutes * 60 - warm_up_seconds(minutes) for minutes in range(1, 121)]
    assert work == sorted(work)

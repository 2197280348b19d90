"""The rehabilitation protocols and walk-run ladders that come with the package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.installed import (
    BrokenCatalogueError,
    evidence_ids,
    ladder_texts,
    load,
    protocol_texts,
)
from ironstride.catalogue.protocol_checks import check_protocol
from ironstride.catalogue.protocol_file import read_draft, read_ladder, read_protocol
from ironstride.catalogue.protocol_judged import Surroundings
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.evidence import HOUSE
from ironstride.domain.problem import Parsed, Problem
from ironstride.domain.protocol import Injury, LadderId, Protocol, ProtocolId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ironstride.domain.protocol import PainRule, RehabNow, WalkRunLadder

_TOML: Final = ".toml"


@cache
def texts_of_protocols() -> dict[str, str]:
    """Return the texts of the protocol files by id, sorted."""
    return _by_id(protocol_texts())


@cache
def texts_of_ladders() -> dict[str, str]:
    """Return the texts of the walk-run ladders by id, sorted."""
    return _by_id(ladder_texts())


def _by_id(texts: Mapping[str, str]) -> dict[str, str]:
    return {name.removesuffix(_TOML): texts[name] for name in sorted(texts)}


@cache
def citable() -> frozenset[str]:
    """Return what a protocol may cite: the ids of the rows, and ``house``."""
    return frozenset({*evidence_ids(), HOUSE})


@cache
def protocol(protocol_id: str) -> Protocol:
    """Return one protocol; only its own file is read.

    Raises:
        KeyError: no protocol has this id.
        BrokenCatalogueError: the file of the package is wrong.
    """
    parsed = read_protocol(texts_of_protocols()[protocol_id], f"{protocol_id}{_TOML}", citable())
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value


@cache
def protocols() -> tuple[Protocol, ...]:
    """Return all protocols in the order of the injuries, what is offered first before others."""
    injuries = tuple(Injury)
    found = [protocol(each) for each in texts_of_protocols()]
    found.sort(key=lambda each: (injuries.index(each.injury), not each.offered_first, each.id))
    return tuple(found)


@cache
def ladder(ladder_id: str) -> WalkRunLadder:
    """Return one walk-run ladder.

    Raises:
        KeyError: no ladder has this id.
        BrokenCatalogueError: the file of the package is wrong.
    """
    parsed = read_ladder(texts_of_ladders()[ladder_id], f"{ladder_id}{_TOML}", citable())
    if parsed.value is None:
        raise BrokenCatalogueError(parsed.problems)
    return parsed.value


def rehab_now(protocol_id: str, stage: int | None) -> RehabNow | None:
    """Return what a stage of an installed protocol allows; None where there is none of the name."""
    known = protocol_id in texts_of_protocols()
    return protocol(protocol_id).now(stage) if known else None


class _PainRules(Mapping[str, "PainRule"]):
    """By id which ceiling of pain a protocol declares; its file is read when it is asked for."""

    def __getitem__(self, key: str) -> PainRule:
        return protocol(key).pain_rule

    def __iter__(self) -> Iterator[str]:
        return iter(texts_of_protocols())

    def __len__(self) -> int:
        return len(texts_of_protocols())

    def __contains__(self, key: object) -> bool:
        return key in texts_of_protocols()


def pain_rules() -> Mapping[str, PainRule]:
    """Return by id which ceiling of pain each protocol declares."""
    return _PainRules()


@cache
def surroundings() -> Surroundings:
    """Return what the installed protocols may name; the whole catalogue is read for it."""
    return Surroundings(
        exercises=load().by_id,
        tests={each.id: each for each in self_tests()},
        ladders={LadderId(each): ladder(each) for each in texts_of_ladders()},
    )


def check_protocols(
    texts: Mapping[str, str] | None = None, around: Surroundings | None = None
) -> Parsed[tuple[Protocol, ...]]:
    """Return the protocols of texts by path, or None with every fault of every file at once.

    Args:
        texts: the installed ones where None.
        around: what they may name; the installed catalogue where None.
    """
    files = protocol_texts() if texts is None else texts
    named = surroundings() if around is None else around
    found: list[Protocol] = []
    problems: list[Problem] = []
    for path in sorted(files):
        draft = read_draft(files[path], path, citable())
        if draft.value is None:
            problems += draft.problems
            continue
        check_protocol(draft.value, named)
        problems += draft.value.fields.problems
        found.append(draft.value.protocol)
    return Parsed(value=None if problems else tuple(found), problems=tuple(problems))


def protocol_id(text: str) -> ProtocolId | None:
    """Return the id of an installed protocol; None where there is none of this name."""
    return ProtocolId(text) if text in texts_of_protocols() else None

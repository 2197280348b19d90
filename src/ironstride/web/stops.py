"""The full page that says stop, why, whom to see and how soon: one, wherever it appears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ironstride.body.red_flags import BY_ID
from ironstride.domain.plan import Blocks

if TYPE_CHECKING:
    from ironstride.body.red_flags import RedFlag
    from ironstride.domain.plan import Stop
    from ironstride.services.body_now import BodyNow
    from ironstride.storage import RedFlagAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFlag:
    """A red flag that stands until it is taken back or cleared; without answers from the file."""

    flag: RedFlag
    answers: tuple[RedFlagAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPage:
    """What the page shows.

    Args:
        others: what stops training or a part of it and is no red flag that can be lifted here.
    """

    flags: tuple[StandingFlag, ...]
    others: tuple[Stop, ...]


def stop_page(body: BodyNow, planned: tuple[Stop, ...] = ()) -> StopPage:
    """Return what the page shows of a body.

    Args:
        planned: stops of the plan shown, which may know of one that is being lifted just now.
    """
    stops = body.stops or planned
    told = [each.flag for each in body.standing]
    told += [each.flag for each in stops if each.blocks is Blocks.ALL]
    flags = tuple(
        StandingFlag(
            flag=BY_ID[name], answers=tuple(each for each in body.standing if each.flag == name)
        )
        for name in dict.fromkeys(told)
        if name in BY_ID
    )
    shown = {each.flag.id for each in flags}
    return StopPage(flags=flags, others=tuple(each for each in stops if each.flag not in shown))

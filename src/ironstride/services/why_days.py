"""Answers about days: what a session there would cost, or is worth, over every placement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ironstride.domain.clock import date_said
from ironstride.services.priced import Answer, Bar, Priced, cost_said, rows_of
from ironstride.services.why import rule_title

if TYPE_CHECKING:
    from ironstride.planner.counterfactual import WeekAsked
    from ironstride.planner.day_prices import DayPrice


def answer_of_day(week: WeekAsked, date: dt.date) -> Answer:
    """Return why a session lies on a day, or why none does."""
    from ironstride.planner.day_prices import day_prices, day_worth  # noqa: PLC0415 (the planner is slow to import)

    days = day_prices(week)
    mine = next((d for d in days if d.date == date), None)
    title = f"Why {date_said(date)}"
    if mine is None:
        return Answer(kind="day", title=title, said=(f"{date_said(date)} is over.",))
    others = tuple(_day_priced(d) for d in days if d.date != date and not d.is_best)
    if mine.is_best:
        worth = day_worth(week, date)
        said = f"A session lies on {date_said(date)}."
        bars: tuple[Bar, ...] = ()
        own = Priced(
            what=f"No session on {date:%A}",
            said="not possible: the week would hold no session.",
            points=None,
            least=None,
            proven=True,
        )
        if worth is not None and worth.forbidden:
            bars = tuple(
                Bar(rule=f.rule, title=rule_title(f.rule), where=f"{date:%A}", sentence=f.sentence)
                for f in worth.forbidden
            )
            own = replace(own, said=f"not possible: {bars[0].sentence}")
            said = f"A session lies on {date_said(date)}: {bars[0].sentence}"
        if worth is not None and worth.extra is not None:
            where = _weekdays(worth.days)
            there = f"With {where} instead" if where else "Without any"
            rows = rows_of(worth.costs)
            own = Priced(
                what=f"No session on {date:%A}",
                said=cost_said(worth.extra, rows),
                points=worth.extra,
                least=worth.extra,
                proven=True,
                rows=rows,
            )
            said = f"A session lies on {date_said(date)}. {there} the week {own.said}"
            if not worth.extra:
                said = (
                    f"{date_said(date)} is one of several days that suit equally; "
                    f"{where or 'no session'} would do as well."
                )
        return Answer(kind="day", title=title, said=(said,), prices=(own, *others), forbidden=bars)
    own = _day_priced(mine)
    if mine.extra is None:
        bars = tuple(
            Bar(rule=f.rule, title=rule_title(f.rule), where=f"{date:%A}", sentence=f.sentence)
            for f in mine.forbidden
        )
        said = f"No session can lie on {date_said(date)}: {bars[0].sentence}"
        return Answer(
            kind="day",
            title=f"Why not {date_said(date)}",
            said=(said,),
            prices=others,
            forbidden=bars,
        )
    lead = f"A session on {date_said(date)} "
    said = f"{lead}{own.said} The week's sessions would be on {_weekdays(mine.days)}."
    return Answer(
        kind="day", title=f"Why not {date_said(date)}", said=(said,), prices=(own, *others)
    )


def _day_priced(day: DayPrice) -> Priced:
    rows = rows_of(day.costs)
    if day.extra is None:
        said = f"not possible: {day.forbidden[0].sentence}"
    else:
        said = cost_said(day.extra, rows)
    return Priced(
        what=f"A session on {date_said(day.date)}",
        said=said,
        points=day.extra,
        least=day.extra,
        proven=True,
        rows=rows,
    )


def _weekdays(days: Iterable[dt.date]) -> str:
    return " and ".join(f"{d:%A}" for d in days)

"""Dates as apps write them into tables, month names in the languages that were seen."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_MONTHS: Final = {
    # The first three letters, accents taken off, in English, Portuguese, Spanish, French, German,
    # Italian and Dutch; four where three would name two months.
    1: ("jan", "ene", "gen"),
    2: ("feb", "fev"),
    3: ("mar", "mrt", "mae", "maa"),
    4: ("apr", "abr", "avr"),
    5: ("may", "mai", "mag", "mei"),
    6: ("jun", "juin", "giu"),
    7: ("jul", "juil", "lug"),
    8: ("aug", "ago", "aou"),
    9: ("sep", "set"),
    10: ("oct", "okt", "out", "ott"),
    11: ("nov",),
    12: ("dec", "dez", "dic"),
}
_MONTH_OF: Final = {word: month for month, words in _MONTHS.items() for word in words}
_PLAIN: Final = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüç", "aaaaaeeeeiiiiooooouuuuc")

_CLOCK: Final = r"(?:,?\s+(?:às\s+|at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp])?\.?[Mm]?\.?)?$"
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})" + _CLOCK
)
_MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4})" + _CLOCK)
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})" + _CLOCK)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})" + _CLOCK)


def moment(text: str) -> dt.datetime | None:
    """Return the date and time that a table's cell says; None where it says none.

    Naive where no zone stands with it; midnight where no time does. ``03/04/2020`` is refused:
    it means two days, depending on the country.
    """
    text = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return _worded(text)
    except ValueError:
        return None


def _worded(text: str) -> dt.datetime | None:
    if match := _DAY_FIRST.match(text):
        day, word, year, *clock = match.groups()
        month = _month(word)
    elif match := _MONTH_FIRST.match(text):
        word, day, year, *clock = match.groups()
        month = _month(word)
    elif match := _DOTTED.match(text):
        day, number, year, *clock = match.groups()
        month = int(number)
    elif match := _YEAR_FIRST.match(text):
        year, number, day, *clock = match.groups()
        month = int(number)
    else:
        return None
    if month is None:
        return None
    hour, minute, second, half = clock
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half in "Pp" else 0)
    return dt.datetime(int(year), month, int(day), hours, int(minute or 0), int(second or 0))  # noqa: DTZ001 (the cell names no zone)


def _month(word: str) -> int | None:
    plain = word.lower().translate(_PLAIN)
    return _MONTH_OF.get(plain[:4]) or _MONTH_OF.get(plain[:3])

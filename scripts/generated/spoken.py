"""How French and English say days, months, seasons and spans; what days they stand for.

In go dates, out come words and bounds. Nothing is chosen here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from scripts.generated.plan import Bounds

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_SEASONS = {
    "en": ("in the spring of", "in the summer of", "in the autumn of", "in the winter of"),
    "fr": ("au printemps", "à l'été", "à l'automne", "à l'hiver"),
}
_SMALL = {
    "en": ("two", "three", "four", "five", "six"),
    "fr": ("deux", "trois", "quatre", "cinq", "six"),
}


def weekday(day: date, tongue: str) -> str:
    """`Tuesday`, `mardi`."""
    return _DAYS[tongue][day.weekday()]


def month(day: date, tongue: str, *, year: bool = True) -> str:
    """`May 2019`, `mai`."""
    name = _MONTHS[tongue][day.month - 1]
    return f"{name} {day.year}" if year else name


def full(day: date, tongue: str) -> str:
    """`9 May 2019`, `1er mai 2019`."""
    number = "1er" if tongue == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month(day, tongue)}"


def of_month(name: str) -> str:
    """`de mai`, `d'avril`: the French elision."""
    return f"d'{name}" if name[0] in "ao" else f"de {name}"


def ago(days: int, tongue: str) -> str:
    """`three days ago`, for two to six."""
    number = _SMALL[tongue][days - 2]
    return f"{number} days ago" if tongue == "en" else f"il y a {number} jours"


def season(day: date, tongue: str) -> tuple[str, str, Bounds]:
    """EDTF, words and bounds of the season of a day; winter is that of its December."""
    year = day.year - 1 if day.month < 3 else day.year
    number = (day.month - 3) % 12 // 3
    start = date(year, 3 + 3 * number, 1)
    stop_year, stop_month = (year + 1, 2) if number == 3 else (year, 5 + 3 * number)
    stop = date(stop_year, stop_month, monthrange(stop_year, stop_month)[1])
    return f"{year}-{21 + number}", f"{_SEASONS[tongue][number]} {year}", (start, stop)


def whole_month(day: date) -> Bounds:
    """The first and the last day of its month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def whole_year(day: date, years: int = 1) -> Bounds:
    """The first and the last day of its year, its decade (10) or its century (100)."""
    first = day.year - day.year % years
    return date(first, 1, 1), date(first + years - 1, 12, 31)

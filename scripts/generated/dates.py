"""Dates as articles tell them: every form of EDTF that annotations use, with words that agree.

In go the day on which something happened, the day of publication and a language, out come forms: a
date may be told to the day, by its month, its season, as a span or with doubt. Not among them are
years before our era and years of five digits, of which no press article tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from scripts.generated.dice import Dice, Skewed
from scripts.generated.plan import Bounds, When
from scripts.generated.spoken import (
    ago,
    full,
    month,
    of_month,
    season,
    weekday,
    whole_month,
    whole_year,
)


def _point(edtf: str, words: str, bounds: Bounds) -> When:
    return When(edtf, words, bounds, bounds)


def _day(day: date, words: str = "", mark: str = "") -> When:
    return _point(f"{day.isoformat()}{mark}", words, (day, day))


def _plain(dice: Dice, day: date, tongue: str) -> When:
    return _day(day, dice.pick(("", f"{'on' if tongue == 'en' else 'le'} {full(day, tongue)}")))


def _month(dice: Dice, day: date, tongue: str) -> When:
    words = f"{'in' if tongue == 'en' else 'en'} {month(day, tongue)}"
    return _point(f"{day:%Y-%m}", words, whole_month(day))


def _year(dice: Dice, day: date, tongue: str) -> When:
    return _point(f"{day:%Y}", f"{'in' if tongue == 'en' else 'en'} {day:%Y}", whole_year(day))


def _perhaps(dice: Dice, day: date, tongue: str) -> When:
    lead = "perhaps on" if tongue == "en" else "peut-être le"
    return _day(day, f"{lead} {full(day, tongue)}", "?")


def _about(dice: Dice, day: date, tongue: str) -> When:
    lead = "around" if tongue == "en" else "vers le"
    return _day(day, f"{lead} {full(day, tongue)}", "~")


def _about_month_perhaps(dice: Dice, day: date, tongue: str) -> When:
    lead = "perhaps around" if tongue == "en" else "peut-être vers"
    return _point(f"{day:%Y-%m}%", f"{lead} {month(day, tongue)}", whole_month(day))


def _season(dice: Dice, day: date, tongue: str) -> When:
    return _point(*season(day, tongue))


def _decade(dice: Dice, day: date, tongue: str) -> When:
    first = day.year - day.year % 10
    words = f"in the {first}s" if tongue == "en" else f"dans les années {first}"
    return _point(f"{first // 10}X", words, whole_year(day, 10))


def _century(dice: Dice, day: date, tongue: str) -> When:
    words = "in this century" if tongue == "en" else "en ce siècle"
    return _point(f"{day.year // 100}XX", words, whole_year(day, 100))


def _some_month(dice: Dice, day: date, tongue: str) -> When:
    words = f"one month in {day:%Y}" if tongue == "en" else f"un mois de {day:%Y}"
    return _point(f"{day:%Y}-XX", words, whole_year(day))


def _some_day_of_year(dice: Dice, day: date, tongue: str) -> When:
    words = f"one day in {day:%Y}" if tongue == "en" else f"un jour de {day:%Y}"
    return _point(f"{day:%Y}-XX-XX", words, whole_year(day))


def _some_day(dice: Dice, day: date, tongue: str) -> When:
    named = month(day, tongue)
    words = f"one day in {named}" if tongue == "en" else f"un jour {of_month(named)}"
    return _point(f"{day:%Y-%m}-XX", words, whole_month(day))


def _some_weekday(dice: Dice, day: date, tongue: str) -> When:
    name, named = weekday(day, tongue), month(day, tongue)
    words = f"one {name} in {named}" if tongue == "en" else f"un {name} {of_month(named)}"
    return _point(f"{day:%Y-%m}", words, whole_month(day))


def _hour(dice: Dice, day: date, tongue: str) -> When:
    hour = dice.between(7, 22)
    spoken = f"at {hour}:00 on" if tongue == "en" else f"à {hour} heures, le"
    zone = dice.pick(("Z", "+02:00", ""))
    return _day(day, f"{spoken} {full(day, tongue)}", f"T{hour:02}:00:00{zone}")


def _span(dice: Dice, day: date, tongue: str) -> When:
    stop = day + timedelta(days=dice.between(2, 20))
    between = ("from", "to") if tongue == "en" else ("du", "au")
    words = f"{between[0]} {full(day, tongue)} {between[1]} {full(stop, tongue)}"
    return When(f"{day}/{stop}", words, (day, day), (stop, stop), interval=True)


def _months(dice: Dice, day: date, tongue: str) -> When:
    stop = day + timedelta(days=dice.between(40, 120))
    named = month(day, tongue), month(stop, tongue)
    words = f"from {named[0]} to {named[1]}"
    if tongue == "fr":
        words = f"{of_month(named[0])} à {named[1]}"
    edtf = f"{day:%Y-%m}/{stop:%Y-%m}"
    return When(edtf, words, whole_month(day), whole_month(stop), interval=True)


def _loose_span(dice: Dice, day: date, tongue: str) -> When:
    stop = day + timedelta(days=dice.between(40, 300))
    edtf = f"{day}~/{stop:%Y-%m}?"
    words = "from about then on" if tongue == "en" else "à partir de là environ"
    return When(edtf, words, (day, day), whole_month(stop), interval=True)


def _since(dice: Dice, day: date, tongue: str) -> When:
    end = dice.pick(("..", "..", ""))
    words = f"{'since' if tongue == 'en' else 'depuis le'} {full(day, tongue)}"
    return When(f"{day}/{end}", words, (day, day), None, interval=True)


def _until(dice: Dice, day: date, tongue: str) -> When:
    end = dice.pick(("..", "..", ""))
    words = f"{'until' if tongue == 'en' else 'jusqu’au'} {full(day, tongue)}"
    return When(f"{end}/{day}", words, None, (day, day), interval=True)


Form = Callable[[Dice, date, str], When]

FORMS: Mapping[str, Form] = {
    "plain": _plain,
    "month": _month,
    "since": _since,
    "year": _year,
    "about": _about,
    "perhaps": _perhaps,
    "span": _span,
    "until": _until,
    "season": _season,
    "some-weekday": _some_weekday,
    "months": _months,
    "about-month-perhaps": _about_month_perhaps,
    "some-day": _some_day,
    "hour": _hour,
    "loose-span": _loose_span,
    "decade": _decade,
    "some-month": _some_month,
    "some-day-of-year": _some_day_of_year,
    "century": _century,
}
"""Forms that stand on their own, common ones first."""

_USUAL = Skewed(tuple(FORMS), [30, 8, 4, 3, 2, 2, 2, 1, 1, 1, 1, *([0.4] * (len(FORMS) - 11))])


def absolute(dice: Dice, day: date, tongue: str, form: str = "") -> When:
    """The day in one of the forms that need no day of publication."""
    return FORMS[form or dice.weighted(_USUAL)](dice, day, tongue)


def relative(dice: Dice, day: date, published: date, tongue: str) -> When | None:
    """The day as a paper of `published` says it; None where it would name it in full."""
    days, english = (published - day).days, tongue == "en"
    name = weekday(day, tongue)
    if days == 0:
        return _day(day, "today" if english else "aujourd'hui")
    if days == 1:
        return _day(day, "yesterday" if english else "hier")
    if days == -1:
        return _day(day, "tomorrow" if english else "demain")
    if 2 <= days <= 6:
        told = (f"on {name}", ago(days, tongue)) if english else (name, ago(days, tongue))
        return _day(day, dice.pick((told[0], told[0], told[1])))
    if -7 <= days < 0:
        return _day(day, f"next {name}" if english else f"{name} prochain")
    if published.isocalendar()[:2] == (day + timedelta(days=7)).isocalendar()[:2]:
        monday = day - timedelta(days=day.weekday())
        if monday.month == (monday + timedelta(days=6)).month:  # EDTF has no weeks
            words = "last week" if english else "la semaine dernière"
            return _point(f"{day:%Y-%m}", words, whole_month(day))
    return None

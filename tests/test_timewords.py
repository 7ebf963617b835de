"""Time words against the calendar: what they mean for a text of a certain day, and what not.

The days of the tables were counted by hand. 11 May 2019 was a Saturday, 1 January 2020 a Wednesday,
29 February 2016 a Monday, 31 December 2019 a Tuesday.
"""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph import timewords
from libyagraph.edtf import parse
from libyagraph.timewords import LANGUAGES, Span, days, language, resolve, span

SATURDAY = "2019-05-11"


def means(words: str, language: str, published: str = SATURDAY) -> str:
    """What words mean, as text; `nothing` where they can't be resolved, `never` for no day."""
    found = resolve(words, language, parse(published))
    return "nothing" if found is None else str(found) or "never"


def known(words: str, language: str, published: str = SATURDAY) -> Span:
    found = resolve(words, language, parse(published))
    assert found is not None
    return found


FRENCH = [
    ("hier", "2019-05-10"),
    ("Hier,", "2019-05-10"),
    ("hier soir", "2019-05-10"),
    ("avant-hier", "2019-05-09"),
    ("avant hier", "2019-05-09"),
    ("aujourd'hui", "2019-05-11"),
    ("aujourd’hui", "2019-05-11"),
    ("ce matin", "2019-05-11"),
    ("demain", "2019-05-12"),
    ("après-demain", "2019-05-13"),
    ("la nuit dernière", "2019-05-10/2019-05-11"),
    ("mardi", "2019-05-07 or 2019-05-14"),
    ("samedi", "2019-05-04 or 2019-05-11 or 2019-05-18"),
    ("ce mardi", "2019-05-07 or 2019-05-14"),
    ("mardi dernier", "2019-04-30 or 2019-05-07"),
    ("mardi prochain", "2019-05-14 or 2019-05-21"),
    ("dimanche soir", "2019-05-05 or 2019-05-12"),
    ("Jeudi dans la soirée", "2019-05-09 or 2019-05-16"),
    ("dans la soirée de jeudi", "2019-05-09 or 2019-05-16"),
    ("mardi à 14h30", "2019-05-07 or 2019-05-14"),
    ("à 14 heures, mardi", "2019-05-07 or 2019-05-14"),
    (
        "dans la nuit de lundi à mardi",
        "2019-04-28/2019-05-01 or 2019-05-05/2019-05-08 or 2019-05-12/2019-05-15",
    ),
    ("jeudi 9 mai", "2019-05-09"),
    ("ce jeudi 9 mai", "2019-05-09"),
    ("jeudi 9", "2019-05-09"),
    ("le 9 mai 2019", "2019-05-09"),
    ("9 mai", "2019-05-09"),
    ("le 1er mai", "2019-05-01"),
    ("premier mai", "2019-05-01"),
    ("9 juin", "2019-06-09"),
    ("09/05/2019", "2019-05-09"),
    ("2019-05-09", "2019-05-09"),
    ("en septembre", "2018-09 or 2019-09"),
    ("en septembre dernier", "2018-09"),
    ("septembre prochain", "2019-09 or 2020-09"),
    ("en août 2014", "2014-08"),
    ("au mois d'avril", "2019-04 or 2020-04"),
    ("en mai de l'an dernier", "2018-05"),
    ("début mai", "2019-05-01/2019-05-15"),
    ("mi-mai", "2019-05-08/2019-05-23"),
    ("à la mi-mai", "2019-05-08/2019-05-23"),
    ("fin avril 2019", "2019-04-16/2019-04-30"),
    ("fin 2018", "2018-07-01/2018-12-31"),
    ("en 2014", "2014"),
    ("entre 2014 et 2016", "2014-01-01/2016-12-31"),
    ("cette semaine", "2019-05-05/2019-05-17"),
    ("la semaine dernière", "2019-04-28/2019-05-11"),
    ("la semaine prochaine", "2019-05-11/2019-05-24"),
    ("ce mois-ci", "2019-05"),
    ("le mois dernier", "2019-04"),
    ("le mois prochain", "2019-06"),
    ("cette année", "2019"),
    ("l'an dernier", "2018"),
    ("l’année dernière", "2018"),
    ("l'an prochain", "2020"),
    (
        "le week-end dernier",
        "2019-04-26/2019-04-28 or 2019-05-03/2019-05-05 or 2019-05-10/2019-05-12",
    ),
    ("il y a deux semaines", "2019-04-20/2019-05-04"),
    ("il y a deux jours", "2019-05-08/2019-05-10"),
    ("il y a une dizaine de jours", "2019-04-28/2019-05-04"),
    ("il y a quelques jours", "2019-04-11/2019-05-10"),
    ("ces derniers jours", "2019-04-11/2019-05-11"),
    ("dans les prochains jours", "2019-05-11/2019-06-10"),
    ("dans deux jours", "2019-05-12/2019-05-14"),
    ("depuis mardi", "2019-05-07"),
    ("depuis septembre", "2018-09"),
    ("depuis 2020", "2020"),
    ("d'ici la fin du mois", "2019-05-11/2019-07-01"),
    ("du 8 au 9 mai", "2019-05-08/2019-05-09"),
    ("les 8 et 9 mai 2019", "2019-05-08/2019-05-09"),
    ("du 28 décembre au 3 janvier", "2018-12-28/2019-01-03 or 2019-12-28/2020-01-03"),
]

ENGLISH = [
    ("yesterday", "2019-05-10"),
    ("today", "2019-05-11"),
    ("tomorrow", "2019-05-12"),
    ("the day before yesterday", "2019-05-09"),
    ("overnight", "2019-05-09/2019-05-11"),
    ("on Tuesday", "2019-05-07 or 2019-05-14"),
    ("TUESDAY", "2019-05-07 or 2019-05-14"),
    ("early on Tuesday", "2019-05-07 or 2019-05-14"),
    ("Tuesday night", "2019-05-06/2019-05-08 or 2019-05-13/2019-05-15"),
    ("last Tuesday", "2019-04-30 or 2019-05-07"),
    ("next Tuesday", "2019-05-14 or 2019-05-21"),
    ("at 2pm on Tuesday", "2019-05-07 or 2019-05-14"),
    ("at 14:00 on 9 May 2019", "2019-05-09"),
    ("Thursday 9 May", "2019-05-09"),
    ("Thursday, May 9", "2019-05-09"),
    ("Thursday the 9th", "2019-05-09"),
    ("May 9", "2019-05-09"),
    ("9th of May", "2019-05-09"),
    ("May 9, 2019", "2019-05-09"),
    ("in September", "2018-09 or 2019-09"),
    ("last September", "2018-09"),
    ("late April 2019", "2019-04-16/2019-04-30"),
    ("earlier this month", "2019-05"),
    ("last month", "2019-04"),
    ("in the last month", "2019-03-01/2019-05-31"),
    ("last year", "2018"),
    ("in May last year", "2018-05"),
    ("next week", "2019-05-11/2019-05-24"),
    ("over the weekend", "2019-05-03/2019-05-05 or 2019-05-10/2019-05-12 or 2019-05-17/2019-05-19"),
    ("two weeks ago", "2019-04-20/2019-05-04"),
    ("a couple of weeks ago", "2019-04-20/2019-05-04"),
    ("over the past five weeks", "2019-03-23/2019-05-11"),
    ("in the next few days", "2019-05-11/2019-06-10"),
    ("two weeks from now", "2019-05-18/2019-06-01"),
    ("in 2014", "2014"),
    ("early 2019", "2019-01-01/2019-06-30"),
    ("May 4-9", "2019-05-04/2019-05-09"),
    ("from 15 December 2018 to 3 January 2019", "2018-12-15/2019-01-03"),
]

ARABIC = [
    ("أمس", "2019-05-10"),
    ("يوم أمس الجمعة", "2019-05-03 or 2019-05-10 or 2019-05-17"),
    ("أول أمس", "2019-05-09"),
    ("أمس الأول", "2019-05-09"),
    ("اليوم", "2019-05-11"),
    ("غداً", "2019-05-12"),
    ("الثلاثاء", "2019-05-07 or 2019-05-14"),
    ("يوم الثلاثاء", "2019-05-07 or 2019-05-14"),
    ("الثلاثاء الماضي", "2019-04-30 or 2019-05-07"),
    ("مساء الأحد", "2019-05-05 or 2019-05-12"),
    ("الخميس 9 مايو", "2019-05-09"),
    ("الخميس ٩ أيار/مايو ٢٠١٩", "2019-05-09"),
    ("الأول من مايو", "2019-05-01"),
    ("في سبتمبر الماضي", "2018-09"),
    ("في عام 2014", "2014"),
    ("الأسبوع الماضي", "2019-04-28/2019-05-11"),
    ("الشهر الماضي", "2019-04"),
    ("العام الماضي", "2018"),
    ("قبل يومين", "2019-05-08/2019-05-10"),
    ("قبل أسبوعين", "2019-04-20/2019-05-04"),
    ("خلال الأيام المقبلة", "2019-05-11/2019-06-10"),
]

TABLE = [
    *(("fr", words, days) for words, days in FRENCH),
    *(("en", words, days) for words, days in ENGLISH),
    *(("ar", words, days) for words, days in ARABIC),
]


@pytest.mark.parametrize(("language", "words", "expected"), TABLE)
def test_words_mean_the_days_that_the_calendar_gives(
    language: str, words: str, expected: str
) -> None:
    """Seen from Saturday, 11 May 2019."""
    assert means(words, language) == expected


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("hier", "2020-01-01", "2019-12-31"),
        ("demain", "2019-12-31", "2020-01-01"),
        ("hier", "2016-03-01", "2016-02-29"),
        ("mercredi", "2020-01-01", "2019-12-25 or 2020-01-01 or 2020-01-08"),
        ("le mois dernier", "2020-01-01", "2019-12"),
        ("le mois prochain", "2019-12-31", "2020-01"),
        ("29 février", "2016-02-29", "2008-02-29 or 2012-02-29 or 2016-02-29 or 2020-02-29 or …"),
        ("lundi 29 février", "2016-03-02", "2016-02-29"),
        ("dans la nuit du 31 décembre au 1er janvier", "2020-01-01", "2019-12-30/2020-01-02"),
        ("le 31 décembre", "2020-01-01", "2019-12-31 or 2020-12-31"),
        ("en janvier", "2019-12-31", "2019-01 or 2020-01"),
        ("en décembre", "2019-01-01", "2018-12 or 2019-12"),
        ("le 2 janvier", "2019-12-31", "2019-01-02 or 2020-01-02"),
    ],
)
def test_years_and_months_end_where_they_should(words: str, published: str, expected: str) -> None:
    """At the turn of a year, of a month, and in leap years."""
    assert means(words, "fr", published) == expected


def test_a_publication_between_two_days_means_either() -> None:
    """The article was published on the 10th or the 11th: `hier` is the 9th or the 10th."""
    assert means("hier", "fr", "2020-01-10/2020-01-11") == "2020-01-09/2020-01-10"
    assert means("jeudi", "fr", "2020-01-10/2020-01-11") == "2020-01-09 or 2020-01-16"
    assert means("le mois dernier", "fr", "2019-12-31/2020-01-01") == "2019-11-01/2019-12-31"
    assert means("l'an dernier", "fr", "2019-12~") == "2018"
    assert means("mardi 7", "fr", "2020-01") == "2020-01-07"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "vendredi 9 mai"),  # a Thursday in 2019, a Wednesday in 2018
        ("fr", "vendredi 9 mai 2019"),
        ("fr", "31 avril"),
        ("fr", "29 février 2019"),
        ("fr", "vendredi 9"),
        ("en", "Friday, May 9"),
        ("en", "31 April"),
        ("ar", "الجمعة 9 مايو"),
    ],
)
def test_a_day_that_no_calendar_has_is_no_day(language: str, words: str) -> None:
    """A weekday with a date that falls on another one, or a month that is not so long."""
    assert means(words, language) == "never"
    assert not known(words, language).allows(parse("2019-05-09"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        *(("fr", words) for words in (
            "", "depuis", "toujours", "avant son entretien", "la veille", "le lendemain",
            "ce jour-là", "cette année-là", "le mardi", "le mardi soir", "chaque mardi",
            "deux semaines après", "deux semaines plus tard", "en deux semaines",
            "pendant cinq semaines", "En moins d'un mois", "récemment", "vers le 9 mai",
            "peut-être mardi", "avant mardi", "9 sept 2019",
            "après des pourparlers Mercredi dernier",
            "yesterday", "dans la soirée", "32 mai", "0 mai",
        )),
        *(("en", words) for words in (
            "", "the next day", "that Tuesday", "two days earlier", "a week later",
            "in two weeks", "by Tuesday", "before Tuesday", "for Tuesday", "on the 9th",
            "perhaps on Tuesday", "around May 9", "in the morning", "hier", "5/9/2019",
        )),
        ("ar", "قبل الثلاثاء"),
        ("de", "gestern"),
        ("ru", "вчера"),
    ],
)  # fmt: skip
def test_what_is_not_certain_means_nothing(language: str, words: str) -> None:
    """Words that hang on the story, on habit, or on a word that is not known; other languages."""
    assert means(words, language) == "nothing"


def test_a_text_of_an_unknown_time_tells_nothing() -> None:
    """An open publication date, one of ten years, or one at the ends of the calendar."""
    for published in ("2019/..", "../2019", "201X", "-0001-05-09", "Y12000", "0001-01-01"):
        assert means("la semaine dernière", "fr", published) == "nothing"


# ---- what a date may be


@pytest.mark.parametrize(
    ("words", "fits", "contradicts"),
    [
        ("hier", ["2019-05-10", "2019-05", "2019", "2019-04-04/..", "2019-05-09/2019-05-10"],
         ["2019-05-02", "2019-05-11", "2019-04", "2018", "2019-05-11/..", "../2019-05-09"]),
        ("en 2011", ["2011/..", "2011-02", "2010/2011"], ["2012/..", "2010-12-31"]),
        ("depuis le 4 avril", ["2019-04-04/..", "2019-04/..", "2019-04-20", "2019-04-04",
                               "../2019-05", "2019"],
         ["2019-03-04/..", "2019-05-04/..", "2018-04-04/..", "2019-04-03", "2019-03"]),
        ("depuis cinq semaines", ["2019-04-04/..", "2019-04-06/2019-05-11", "2019-05"],
         ["2019-05-01/..", "2019-01-01/..", "2019-03-01"]),
        ("jusqu’au 9 mai", ["2019-05-01/2019-05-09", "../2019-05", "2019-04-01/..", "2019-05-03"],
         ["2019-05-01/2019-05-10", "2019-01/2019-04"]),
        ("à partir de dimanche", ["2019-05-12/..", "2019-05-12", "2019-05"],
         ["2019-05-13/..", "2019-06/.."]),
        ("jeudi 9 mai", ["2019-05-09", "2019-05", "2019-05-09?"], ["2019-05-10", "2018-05-09"]),
    ],
)  # fmt: skip
def test_a_date_fits_where_one_of_its_days_does(
    words: str, fits: list[str], contradicts: list[str]
) -> None:
    """`since` tells the beginning of a date, `until` its end, all else any day of it."""
    found = known(words, "fr")
    assert [text for text in fits if not found.allows(parse(text))] == []
    assert [text for text in contradicts if found.allows(parse(text))] == []


def test_how_long_something_takes_says_when_it_began_only_if_it_goes_on() -> None:
    """“For five weeks” may be over or still to come."""
    found = known("for five weeks", "en")
    assert found.allows(parse("2019-04-04/.."))
    assert not found.allows(parse("2019-01-01/.."))
    assert found.allows(parse("2014-01-01/2014-02-05"))
    assert found.allows(parse("2019-08"))


def test_a_date_in_doubt_has_room() -> None:
    """About a day is a week more or less, about a month a month."""
    found = known("le 9 mai 2019", "fr")
    assert found.allows(parse("2019-05-03~"))
    assert not found.allows(parse("2019-04-20~"))
    assert found.allows(parse("2019-04?"))
    assert not found.allows(parse("2019-02?"))
    assert not known("en 2019", "fr").allows(parse("9999-12-31~"))


# ---- for any day


_OFFSETS = st.integers(-6, 6)
_PUBLISHED = st.dates(date(1970, 1, 1), date(2100, 12, 31))
_WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_MONTHS = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
}  # fmt: skip
_NEAR = {
    "fr": {-2: "avant-hier", -1: "hier", 0: "aujourd'hui", 1: "demain", 2: "après-demain"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "ar": {-2: "أول أمس", -1: "أمس", 0: "اليوم", 1: "غدا", 2: "بعد غد"},
}


def ways(day: date, published: date, language: str) -> list[str]:
    """The ways in which a text of `published` can name a day that is near."""
    weekday, month = _WEEKDAYS[language][day.weekday()], _MONTHS[language][day.month - 1]
    found = [
        weekday,
        f"{weekday} {day.day} {month}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{day.day} {month}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.year}",
        day.isoformat(),
        f"{weekday} {day.day}",
    ]
    if near := _NEAR[language].get((day - published).days):
        found.append(near)
    if language == "en":
        found += [f"on {weekday}", f"{month} {day.day}", f"in {month}", f"in {day.year}"]
    if language == "fr":
        found += [f"ce {weekday}", f"en {month}", f"en {day.year}"]
    if language == "fr" and day < published:
        ago = (published - day).days
        found += [f"{weekday} dernier", f"il y a {ago} jours", f"depuis {ago} jours"]
        found += [f"depuis {weekday}", f"depuis le {day.day} {month}"]
    if language == "fr" and day > published:
        found += [f"{weekday} prochain", f"dans {(day - published).days} jours"]
    return found


@given(published=_PUBLISHED, offset=_OFFSETS, language=st.sampled_from(sorted(_WEEKDAYS)))
def test_words_made_from_a_date_agree_with_it(published: date, offset: int, language: str) -> None:
    """However a paper names a day of the week before or after, it is right about it."""
    day = published + timedelta(days=offset)
    for words in ways(day, published, language):
        found = resolve(words, language, parse(published.isoformat()))
        assert found is not None, words
        for written in (day.isoformat(), f"{day:%Y-%m}", f"{day}/.."):
            assert found.allows(parse(written)), (words, written, str(found))


@given(
    published=_PUBLISHED,
    offset=_OFFSETS,
    away=st.integers(800, 20_000),
    back=st.booleans(),
    language=st.sampled_from(sorted(_WEEKDAYS)),
)
def test_words_contradict_a_date_far_away(
    published: date, offset: int, away: int, back: bool, language: str
) -> None:
    """A date more than two years off is no day that any of the words can mean."""
    day = published + timedelta(days=offset)
    far = day + timedelta(days=-away if back else away)
    for words in ways(day, published, language):
        found = resolve(words, language, parse(published.isoformat()))
        assert found is not None, words
        # What holds since then may be told of any later day.
        written = f"{far}/.." if found.part == "begin" else far.isoformat()
        assert not found.allows(parse(written)), (words, written, str(found))


_PHRASES = {
    name: sorted({" ".join(phrase) for phrase in table.phrases})
    for name, table in LANGUAGES.items()
}
_DATES = (
    "2019-05-11", "2019-05", "2019", "2020-01-10/2020-01-11", "2016-02-29?", "0001-01-01",
    "9999-12-31", "-0044-03-15", "Y20000", "2019/..", "../2019", "201X", "2019-22", "2020-12/2021",
)  # fmt: skip


@settings(max_examples=300)
@given(
    data=st.data(),
    language=st.sampled_from(sorted(LANGUAGES)),
    published=st.sampled_from(_DATES),
    written=st.sampled_from(_DATES),
)
def test_any_words_are_resolved_or_not(
    data: st.DataObject, language: str, published: str, written: str
) -> None:
    """Known words in any order with any numbers, and any text at all: never an error."""
    word = st.one_of(
        st.sampled_from(_PHRASES[language]), st.integers(0, 2100).map(str), st.text(max_size=6)
    )
    words = data.draw(st.lists(word, max_size=6).map(" ".join) | st.text(max_size=60))
    found = resolve(words, language, parse(published))
    if found is not None:
        assert isinstance(found.allows(parse(written)), bool)
        assert bool(str(found)) == bool(found.days)
        assert list(found.days) == sorted(found.days)
        assert all(first <= last for first, last in found.days)


def test_the_examples_of_the_documentation_of_the_code_run() -> None:
    """Examples in docstrings are what the functions do."""
    for module in (timewords, span, days, language):
        failures, tried = doctest.testmod(module)
        assert tried and not failures, module.__name__

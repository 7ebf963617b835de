"""EDTF dates of levels 0 and 1: their bounds, what is no date, and how several combine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, given
from hypothesis import strategies as st
from libyagraph.edtf import Bounds, Edtf, combine, iso, parse

DATES = [
    # level 0
    ("2019-05-09", "2019-05-09", "2019-05-09"),
    ("2019-05", "2019-05-01", "2019-05-31"),
    ("2019-02", "2019-02-01", "2019-02-28"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("1900-02", "1900-02-01", "1900-02-28"),
    ("2000-02-29", "2000-02-29", "2000-02-29"),
    ("2019", "2019-01-01", "2019-12-31"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("2019-05-09T10:30:00", "2019-05-09", "2019-05-09"),
    ("2019-05-09T10:30:00Z", "2019-05-09", "2019-05-09"),
    ("2019-05-09T10:30:00+02:00", "2019-05-09", "2019-05-09"),
    ("2019-05-09T24:00:00", "2019-05-09", "2019-05-09"),
    # level 1: qualifiers do not widen
    ("2016-11-30?", "2016-11-30", "2016-11-30"),
    ("2020-01-05~", "2020-01-05", "2020-01-05"),
    ("2020-01%", "2020-01-01", "2020-01-31"),
    # level 1: unspecified digits
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2019-XX", "2019-01-01", "2019-12-31"),
    ("2019-02-XX", "2019-02-01", "2019-02-28"),
    ("2019-XX-XX", "2019-01-01", "2019-12-31"),
    # level 1: seasons, of the northern half
    ("2019-21", "2019-03-01", "2019-05-31"),
    ("2019-22", "2019-06-01", "2019-08-31"),
    ("2019-23?", "2019-09-01", "2019-11-30"),
    ("2019-24", "2019-12-01", "2020-02-29"),
    # level 1: years before 0 and beyond 9999
    ("-0001-05", "-0001-05-01", "-0001-05-31"),
    ("-0004-02", "-0004-02-01", "-0004-02-29"),
    ("Y17000", "17000-01-01", "17000-12-31"),
    ("Y-17000", "-17000-01-01", "-17000-12-31"),
    # intervals
    ("2019-04-04/2020-06", "2019-04-04", "2020-06-30"),
    ("2019/2019", "2019-01-01", "2019-12-31"),
    ("2019-06/2019-06-15", "2019-06-01", "2019-06-15"),
    ("2019-04-04/..", "2019-04-04", None),
    ("2019-04-04/", "2019-04-04", None),
    ("../2019-04", None, "2019-04-30"),
    ("/2019-04", None, "2019-04-30"),
    ("2019~/2020-XX", "2019-01-01", "2020-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES)
def test_dates_have_the_bounds_that_they_tell(
    text: str, first: str | None, last: str | None
) -> None:
    """First and last are the earliest and latest day; an open or unknown end has none."""
    found = parse(text)
    assert found.text == text
    assert (iso(found.first) if found.first else None) == first
    assert (iso(found.last) if found.last else None) == last


def test_the_beginning_of_an_interval_has_bounds_of_its_own() -> None:
    """An interval of months begins somewhere in the first and ends somewhere in the last."""
    found = parse("2019-04/2019-06")
    assert found.begin == ((2019, 4, 1), (2019, 4, 30))
    assert found.end == ((2019, 6, 1), (2019, 6, 30))


# The examples that the specification itself gives for levels 0 and 1 (Library of Congress, 2019).
EXAMPLES = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
]
# Its examples for level 2, which the annotation language does not have.
LEVEL_2 = [
    "Y-17E7", "Y171010000S3", "1950S2", "2001-34", "2004-06~-11", "2004?-06-11", "?2004-06-~11",
    "2004-%06-11", "156X-12-25", "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X",
    "[1667,1668,1670..1672]", "[..1760-12-03]", "[1760-12..]", "{1667,1668,1670..1672}",
    "{1960,1961-12}", "{..1984}", "2004-06-~01/2004-06-~20", "2004-06-XX/2004-07-0X",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), EXAMPLES)
def test_the_examples_of_the_specification_are_read(
    text: str, first: str | None, last: str | None
) -> None:
    found = parse(text)
    assert (iso(found.first) if found.first else None) == first
    assert (iso(found.last) if found.last else None) == last


@pytest.mark.parametrize("text", LEVEL_2)
def test_the_examples_of_level_2_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|month|day|year"):
        parse(text)


NO_DATES = [
    "", " ", "2019-13", "2019-00", "2019-02-29", "2019-02-30", "2019-04-31", "2019-05-00", "19",
    "019", "20190509", "2019-5-9", "2019/05/09", "09-05-2019", "May 2019", "hier", "2019-05-09 ",
    " 2019", "2019-05-09T25:00:00", "2019-05-09T10:61:00", "2019-05-09T10:30", "2019-05T10:30:00",
    "2019-05-09T24:00:01", "2019-05-09T10:30:00+15:00", "2019-21-03", "2019-25", "2019-20",
    "2019-XX-09", "20X9", "X019", "201X-05", "2019-05-09/2019-05-08", "2019-06/2019-05-31",
    "2020/2019", "../..", "/", "..", "../", "2019//", "2019/2020/2021", "2019-04-04/...", "Y2019",
    "Y17000-05", "Y00000", "Y17000/2000", "2000/Y17000",
    "-0000", "+2019", "2019?~", "?2019", "{2019,2020}", "[2019..]", "2019-05-3X",
    "٢٠١٩", "２０１９", "2019-05-09\n", "Y" + "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES, ids=lambda text: ascii(text[:20]))
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    """Everything else, levels 2 and up included, raises `ValueError` and says why."""
    with pytest.raises(ValueError, match=r"\w"):
        parse(text)


def edtf_accepts(text: str) -> bool:
    """Whether the `edtf` package 5.0.2 reads a text, as the syntax alone goes."""
    try:
        parse_edtf(text)
    except EDTFParseException:
        return False
    return True


years = st.integers(0, 9999).map(lambda year: f"{year:04d}")
months = st.integers(1, 12).map(lambda month: f"{month:02d}")
days = st.integers(1, 28).map(lambda day: f"{day:02d}")
level0 = st.one_of(
    years, st.tuples(years, months).map("-".join), st.tuples(years, months, days).map("-".join)
)
level1 = st.one_of(
    level0,
    st.tuples(level0, st.sampled_from("?~%")).map("".join),
    years.map(lambda year: year[:3] + "X"),
    years.map(lambda year: year[:2] + "XX"),
    years.map(lambda year: year + "-XX"),
    st.tuples(years, months).map(lambda found: "-".join(found) + "-XX"),
    years.map(lambda year: year + "-XX-XX"),
    st.tuples(years, st.sampled_from(["21", "22", "23", "24"])).map("-".join),
    st.integers(10_000, 999_999).map("Y{}".format),
    st.integers(10_000, 999_999).map("Y-{}".format),
)
ends = st.one_of(level0, st.just(".."), st.just(""))


@given(level1)
def test_dates_agree_with_the_edtf_package(text: str) -> None:
    """What we read as a single date, the `edtf` package reads too."""
    parse(text)
    assert edtf_accepts(text)


@given(ends, ends)
def test_intervals_agree_with_the_edtf_package(begin: str, end: str) -> None:
    """What we read as an interval, the `edtf` package reads too, and we refuse none for its form.

    Its quirks: it takes `../..` and intervals that end before they begin, which tell nothing here.
    """
    text = f"{begin}/{end}"
    try:
        parse(text)
    except ValueError as error:
        assert "neither" in str(error) or "before it begins" in str(error)
        return
    assert edtf_accepts(text)


@given(st.text(alphabet="0123456789-/?~%XYT:.Z+ ", max_size=14))
def test_what_the_edtf_package_refuses_we_refuse(text: str) -> None:
    """Its grammar is wider (levels 2 and up); where it refuses a text, so do we.

    Its quirks: no `T24:00:00`, and no zone beyond hours and minutes that it knows.
    """
    assume("T" not in text)
    try:
        parse(text)
    except ValueError:
        return
    assert edtf_accepts(text)


@given(st.text(max_size=20))
def test_no_text_crashes(text: str) -> None:
    """Any text is a date or a `ValueError`."""
    try:
        found = parse(text)
    except ValueError:
        return
    assert found.text == text


@given(st.dates(), st.integers(0, 400))
def test_days_compare_as_days_do(day: date, more: int) -> None:
    """An interval between two days has them as its bounds, whatever months it crosses."""
    assume(day <= date.max - timedelta(days=more))
    later = day + timedelta(days=more)
    found = parse(f"{day.isoformat()}/{later.isoformat()}")
    assert found.first == (day.year, day.month, day.day)
    assert found.last == (later.year, later.month, later.day)
    assert found.touches(parse(day.isoformat())) and parse(later.isoformat()).touches(found)
    assert iso((day.year, day.month, day.day)) == day.isoformat()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2019-05", "2019-05-09", True),
        ("2019-05", "2019-06-01", False),
        ("2019-05/..", "2030", True),
        ("2019-05/..", "2019-04", False),
        ("../2019", "2019-12-31", True),
        ("../2019", "2020", False),
        ("2014/2016", "2016-12-31", True),
        ("-0050", "0050", False),
    ],
)
def test_touching_means_that_a_day_can_belong_to_both(one: str, other: str, expected: bool) -> None:
    """Open ends touch everything on their side; the answer is the same both ways."""
    assert parse(one).touches(parse(other)) is expected
    assert parse(other).touches(parse(one)) is expected


def shown(bounds: tuple[Bounds | None, Bounds | None]) -> tuple[str, str]:
    begin, end = bounds
    return iso(begin[0]) if begin else "", iso(end[1]) if end else ""


@pytest.mark.parametrize(
    ("texts", "first", "last"),
    [
        ([], "", ""),
        (["2019-05-09"], "2019-05-09", "2019-05-09"),
        (["2019-05", "2019-05-09"], "2019-05-09", "2019-05-09"),
        (["2019", "2019-05", "2019-05-XX"], "2019-05-01", "2019-05-31"),
        (["2019-22", "2019-08"], "2019-08-01", "2019-08-31"),
        (["2019-05-09", "2019-05-11"], "2019-05-09", "2019-05-11"),
        (["2019-04-04/2019-06", "2019-05/2020-06-04"], "2019-04-04", "2020-06-04"),
        (["2019-04-04/..", "2019-05/2020-06-04"], "2019-04-04", ""),
        (["../2020", "2019/.."], "", ""),
    ],
)
def test_dates_combine(texts: Sequence[str], first: str, last: str) -> None:
    """Uncertain points narrow each other, contradictions and durations take their hull."""
    assert shown(combine([parse(text) for text in texts])) == (first, last)


def test_a_point_within_a_duration_does_not_cut_it() -> None:
    """One day of a long event does not make it a day long."""
    assert shown(combine([parse("2019-04-04/2020-06"), parse("2019-05-09")])) == (
        "2019-04-04",
        "2020-06-30",
    )


def test_a_point_outside_of_a_duration_is_not_lost() -> None:
    """The hull holds every day that some claim gives."""
    assert shown(combine([parse("2019-04-04/2019-06"), parse("2020-01-09")])) == (
        "2019-04-04",
        "2020-01-09",
    )


points = st.dates(date(1900, 1, 1), date(2100, 1, 1)).flatmap(
    lambda day: st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"])
)


@given(
    st.lists(points | st.tuples(points, points).map(sorted).map("/".join), max_size=5), st.randoms()
)
def test_the_order_of_dates_does_not_matter(texts: list[str], random: object) -> None:
    """Combining is symmetric, and its beginning is never after its end."""
    dates: list[Edtf] = []
    for text in texts:
        try:
            dates.append(parse(text))
        except ValueError:  # `2019-05-09/2019` as text, reversed as days
            assume(False)
    begin, end = combine(dates)
    assert combine(list(reversed(dates))) == (begin, end)
    if begin and end:
        assert begin[0] <= begin[1] and end[0] <= end[1]
        assert begin[0] <= end[1]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2019-5-9", "2019-05-09"),
        ("2019/05/09", "2019-05-09"),
        ("20190509", "2019-05-09"),
        ("2019.05.09", "2019-05-09"),
        ("9 mai 2019", ""),
        ("14/03/2025", "2025-03-14"),
        ("2019-5", "2019-05"),
        ("05/06/2025", ""),  # the fifth of June, or the sixth of May
    ],
)
def test_a_date_in_another_form_is_refused_with_the_date_that_it_means(
    text: str, meant: str
) -> None:
    """Only where it can mean but one."""
    with pytest.raises(ValueError, match=r"EDTF|month") as refusal:
        parse(text)
    assert (f"did you mean {meant}?" in str(refusal.value)) is bool(meant)

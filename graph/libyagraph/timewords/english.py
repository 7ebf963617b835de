"""The time words of English."""

from __future__ import annotations

from libyagraph.timewords.language import Language, every, numbered

_NAMES = {
    **numbered(
        1,
        "w",
        "Monday, Mon",
        "Tuesday, Tues, Tue",
        "Wednesday, Wed",
        "Thursday, Thurs, Thur, Thu",
        "Friday, Fri",
        "Saturday, Sat",
        "Sunday, Sun",
    ),
    **numbered(
        1,
        "m",
        "January, Jan",
        "February, Feb",
        "March, Mar",
        "April, Apr",
        "May",
        "June, Jun",
        "July, Jul",
        "August, Aug",
        "September, Sept, Sep",
        "October, Oct",
        "November, Nov",
        "December, Dec",
    ),
    **every("uh", "hour", "hours"),
    **every("ud", "day", "days"),
    **every("uw", "week", "weeks"),
    **every("uf", "fortnight", "fortnights"),
    **every("um", "month", "months"),
    **every("uy", "year", "years"),
    **every("we", "weekend", "week-end"),
    **every("t1", "early", "beginning", "start"),
    **every("t2", "mid", "middle"),
    **every("t3", "late", "end"),
}

_NUMBERS = {
    **numbered(1, "n", "one, a, an, first", "two, a couple of, couple of, second", "three, third"),
    **numbered(4, "n", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    **numbered(12, "n", "twelve, a dozen", "thirteen", "fourteen", "fifteen", "sixteen"),
    **numbered(17, "n", "seventeen", "eighteen", "nineteen", "twenty", "twenty-one"),
    **numbered(22, "n", "twenty-two", "twenty-three", "twenty-four", "twenty-five"),
    **numbered(26, "n", "twenty-six", "twenty-seven", "twenty-eight", "twenty-nine", "thirty"),
    **numbered(40, "n", "forty"),
    **numbered(50, "n", "fifty"),
    **numbered(60, "n", "sixty"),
    **numbered(100, "n", "a hundred, one hundred"),
}

_WORDS = {
    **every("r-2:-2", "the day before yesterday"),
    **every("r-1:-1", "yesterday"),
    **every("r-1:0", "last night"),
    **every("r-2:0", "overnight"),
    **every("r0:0", "today", "this morning", "this afternoon", "this evening"),
    **every("r0:1", "tonight"),
    **every("r1:1", "tomorrow"),
    **every("r2:2", "the day after tomorrow"),
    **every("r-30:30", "these days"),
    **every("this", "this"),
    **every("last", "last"),
    **every("lasts", "past", "recent"),
    **every("next", "next"),
    **every("nexts", "coming", "upcoming"),
    **every("ago", "ago"),
    **every("hence", "from now"),
    **every("since", "since"),
    **every("until", "until", "till", "til", "through", "up to"),
    **every("from", "from", "starting", "as of", "effective"),
    **every("for", "for"),
    **every("in", "in"),
    **every("over", "over", "during", "throughout"),
    **every("between", "between"),
    **every("to", "to"),
    **every("and", "and"),
    **every("or", "or"),
    **every("about", "about", "around", "roughly", "approximately", "nearly", "almost"),
    **every("more", "more than", "at least"),
    **every("less", "less than", "under", "at most"),
    **every("few", "few", "a few", "several"),
    **every("the", "the"),
    **every("", "on", "at", "of", "s", "earlier", "later", "back"),
}

_PARTS = {
    **every("p", "morning", "afternoon", "evening", "noon", "midday", "dawn", "dusk", "lunchtime"),
    **every("p", "in the morning", "in the afternoon", "in the evening", "at noon", "at dawn"),
    **every("p", "local time", "GMT", "UTC"),
    **every("q", "night", "at night", "midnight", "in the night", "the night", "during the night"),
}

ENGLISH = Language.of(_NAMES, _NUMBERS, _WORDS, _PARTS)

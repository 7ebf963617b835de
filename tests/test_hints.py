"""What breaks no rule and may still be amiss: the warnings of a corpus.

The paper is published on Tuesday, 10 May 2016, unless a test says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from libyagraph import corpus, paths, problems
from libyagraph.vocabulary import Vocabulary

from tests.support import ROOT, Entry, article, told, write_corpus

INLAND = """places:
- {id: inland, kind: region, names: {en: Inland}, sources: [invented]}
"""

NAMES = ("time-words", "same-event", "outside-post")


class Checked:
    """Writes small corpora and tells their warnings."""

    def __init__(self, directory: Path, vocabulary: Vocabulary) -> None:
        self.directory, self._vocabulary = directory, vocabulary
        self._count = 0

    def warnings(
        self,
        *claims: Entry,
        articles: Mapping[str, Entry] | None = None,
        events: tuple[Entry, ...] = (),
        actors: tuple[Entry, ...] = (),
        published: str = "2016-05-10",
        language: str = "en",
        agency: str = "",
    ) -> list[str]:
        """`article: message` of each hint, of one article with these claims or of `articles`."""
        self._count += 1
        root = self.directory / str(self._count)
        printed = {"published": {"date": published, "basis": "printed"}, "language": language}
        keys = {**printed, **({"agency": agency} if agency else {})}
        articles = articles or {"first": article(claims, **keys)}
        write_corpus(root, articles=articles, events=events, actors=actors)
        (root / "more-places.yaml").write_text(INLAND, encoding="utf-8")
        loaded = corpus.load(root, self._vocabulary)
        assert loaded.errors == ()
        found = [problem for problem in loaded.problems if problem.name in NAMES]
        assert all(problem.level == "warning" for problem in found)
        return [f"{Path(problem.file).stem}: {problem.message}" for problem in found]


@pytest.fixture
def checked(tmp_path: Path, vocabulary: Vocabulary) -> Checked:
    return Checked(tmp_path, vocabulary)


def test_the_corpus_of_the_program_has_none(vocabulary: Vocabulary) -> None:
    """Five articles that were read with care: no word contradicts a date, nothing is told twice."""
    found = corpus.load(paths.seeds(), vocabulary).problems
    assert [str(problem) for problem in found if problem.name in NAMES] == []


def test_the_manual_lists_every_warning() -> None:
    """What can be ignored by its name is described under that name."""
    text = (ROOT / "docs" / "annotating.md").read_text(encoding="utf-8")
    section = text.split("## What `check` warns of")[1].split("\n## ")[0]
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE))
    assert listed == set(problems.WARNINGS)
    assert set(NAMES) <= listed


# ---- time-words


def visit(id: str = "a", **keys: object) -> dict[str, object]:
    return told(id, "visit", actor="alpha", recipient="gamma", **keys)


def test_a_date_that_the_words_contradict_is_warned_of(
    checked: Checked, vocabulary: Vocabulary
) -> None:
    """The line is that of the date; the message says what the words mean."""
    claim = visit(words="yesterday", date="2016-05-02")
    [message] = checked.warnings(claim)
    assert message == 'first: "yesterday" seen from 2016-05-10 is 2016-05-09, not 2016-05-02'
    root = write_corpus(checked.directory / "again", claims=[claim])
    [problem] = [p for p in corpus.load(root, vocabulary).problems if p.name == "time-words"]
    lines = (root / "first.yaml").read_text(encoding="utf-8").splitlines()
    assert '"date": "2016-05-02"' in lines[problem.line - 1]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("yesterday", "2016-05-09"),
        ("yesterday", "2016-05"),
        ("yesterday", "2016-05-08~"),
        ("yesterday", "undated"),
        ("Friday", "2016-05-06"),
        ("since 4 April", "2016-04-04/.."),
        ("Thursday, 20 October", "2011-10-20"),  # a Thursday it was
        ("before his talks", "2014-01-01"),
        ("the next day", "2014-01-01"),
    ],
)
def test_nothing_is_said_where_the_words_fit_or_say_nothing(
    checked: Checked, words: str, date: str
) -> None:
    """A day of the date that the words allow is enough; unknown words allow everything."""
    assert checked.warnings(visit(words=words, date=date)) == []


@pytest.mark.parametrize(
    ("words", "date", "message"),
    [
        ("Friday", "2016-05-05", '"Friday" seen from 2016-05-10 is 2016-05-06 or 2016-05-13'),
        ("since 4 April", "2016-05-04/..", '"since 4 April" seen from 2016-05-10 begins'),
        ("until Friday", "2016-05-01/2016-05-12", '"until Friday" seen from 2016-05-10 ends'),
        ("in 2014", "2015", '"in 2014" is 2014, not 2015'),
        ("Friday, 20 October", "2011-10-20", 'no calendar around 2016-05-10 has "Friday, 20'),
        ("31 April 2016", "2016-04-30", 'no calendar has "31 April 2016"; the date is 2016-04-30'),
    ],
)
def test_the_message_says_what_the_words_mean(
    checked: Checked, words: str, date: str, message: str
) -> None:
    """A day, a beginning, an end, a year, or no day at all."""
    [found] = checked.warnings(visit(words=words, date=date))
    assert found.startswith(f"first: {message}")


def test_the_language_of_the_article_reads_the_words(checked: Checked) -> None:
    """French words in a French article; in an English one they say nothing."""
    claim = visit(words="avant-hier", date="2016-05-09")
    assert len(checked.warnings(claim, language="fr")) == 1
    assert checked.warnings(claim) == []


def test_the_words_may_be_of_what_takes_effect(checked: Checked) -> None:
    """A truce of February that was to begin in April: the words are of April."""
    claim = visit(words="in April", date="2016-02-09")
    assert len(checked.warnings(claim)) == 1
    assert checked.warnings({**claim, "effective": "2016-04"}) == []


def test_what_lies_ahead_may_have_been_announced_on_the_date(checked: Checked) -> None:
    """A truce asked for on Monday that is to begin on Sunday; a date of last year explains none."""
    assert checked.warnings(visit(words="next Sunday", date="2016-05-09")) == []
    assert checked.warnings(visit(words="in the coming days", date="2016-04-20")) == []
    assert len(checked.warnings(visit(words="next Sunday", date="2015-05-09"))) == 1
    assert len(checked.warnings(visit(words="tomorrow", date="2016-06-01"))) == 1
    assert len(checked.warnings(visit(words="today", date="2016-05-09"))) == 1


def test_whoever_is_cited_may_have_said_it_days_before(checked: Checked) -> None:
    """His `yesterday` is the day before he spoke, a week before the text at most."""
    said = visit(words="yesterday", date="2016-05-04", according_to="delta")
    assert checked.warnings(said) == []
    assert len(checked.warnings({**said, "date": "2016-04-20"})) == 1
    outer = told("speech", "statement", actor="delta", via="office", date="2016-05-10")
    inner = visit(words="yesterday", date="2016-05-06", part_of="speech")
    assert checked.warnings(outer, inner) == []


def test_the_words_of_a_speech_are_seen_from_its_day(checked: Checked) -> None:
    """A speech of 2014, told in 2016: `yesterday` in it is of 2014."""
    speech = told("speech", "statement", actor="delta", date="2014-03-05")
    claim = visit(words="yesterday", date="2014-03-04")
    assert len(checked.warnings(speech, claim)) == 1
    assert checked.warnings(speech, {**claim, "in": "speech"}) == []


def test_an_agencys_text_may_be_older_than_the_paper(checked: Checked) -> None:
    """Printed two days later with the words that it had: one day more is too much."""
    claim = visit(words="yesterday", date="2016-05-07")
    assert len(checked.warnings(claim)) == 1
    assert checked.warnings(claim, agency="wire") == []
    assert len(checked.warnings({**claim, "date": "2016-05-06"}, agency="wire")) == 1


def test_a_story_goes_from_day_to_day(checked: Checked) -> None:
    """In a story of 2011, `20 October` needs no year; `yesterday` is of the text all the same."""
    begun = visit("begun", words="17 February 2011", date="2011-02-17")
    killed = visit("killed", words="20 October", date="2011-10-20")
    assert len(checked.warnings(killed)) == 1
    assert checked.warnings(begun, killed) == []
    assert len(checked.warnings(begun, visit(words="yesterday", date="2011-02-16"))) == 1


def test_only_a_claims_own_date_is_held_against_its_words(checked: Checked) -> None:
    """What is inherited belongs to the words of the outer claim."""
    meeting = visit("outer", date="2016-04-01")
    assert checked.warnings(meeting, visit("inner", words="yesterday", part_of="outer")) == []


# ---- same-event


def meeting(id: str = "a", date: str = "2016-05-09", **keys: object) -> dict[str, object]:
    """A claim that alpha met beta, but for what `keys` say otherwise; empty ones are left out."""
    keys = {"type": "meeting", "actor": "alpha", "recipient": "beta", "date": date, **keys}
    return {**told(id), **{key: value for key, value in keys.items() if value}}


def papers(
    first: Entry | Sequence[Entry], second: Entry | Sequence[Entry], *more: Entry
) -> dict[str, dict[str, object]]:
    """Articles of 10, 11, 12 May, …; their names are not in that order."""
    names = ("morning", "evening", "late", "last")
    found = {}
    for number, claims in enumerate((first, second, *more)):
        published = {"date": f"2016-05-{10 + number}", "basis": "printed"}
        listed = [claims] if isinstance(claims, Mapping) else claims
        found[names[number]] = article(listed, published=published)
    return found


def test_the_same_meeting_in_two_articles_is_proposed_once(checked: Checked) -> None:
    """On the later article, by its date, and with what to write."""
    assert checked.warnings(articles=papers(meeting("talk"), meeting("met"))) == [
        "evening: looks like the event of morning#talk (meeting, same parties, 2016-05-09): "
        "if it is the same, say event: morning#talk"
    ]


def test_what_is_proposed_can_be_written_and_ends_the_warning(checked: Checked) -> None:
    """Also for a third article, which names the first and not the second."""
    joined = meeting("met", event="morning#talk")
    assert checked.warnings(articles=papers(meeting("talk"), joined)) == []
    [message] = checked.warnings(articles=papers(meeting("talk"), joined, meeting("third")))
    assert message.startswith("late: looks like the event of morning#talk ")
    third = meeting("third", event="morning#talk")
    assert checked.warnings(articles=papers(meeting("talk"), joined, third)) == []


def test_each_later_one_names_the_first(checked: Checked) -> None:
    """Four papers, one meeting: three proposals, and all can be followed."""
    found = checked.warnings(
        articles=papers(meeting("a"), meeting("b"), meeting("c"), meeting("d"))
    )
    assert [message.split(": ")[0] for message in found] == ["evening", "last", "late"]
    assert all("say event: morning#a" in message for message in found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2016-05-09", "2016-05-09"),
        ("2016-05-09", "2016-05"),
        ("2016-05-09?", "2016-05-08/2016-05-10"),
        ("2016-04-25/2016-05-20", "2016-05-02"),
    ],
)
def test_dates_that_share_a_day_and_tell_enough(checked: Checked, first: str, second: str) -> None:
    """One of them within ten days, the other within forty-five."""
    assert len(checked.warnings(articles=papers(meeting(date=first), meeting(date=second)))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2016-05-09", "2016-05-08"),
        ("2016-05-09", "2016"),
        ("2016-05-09", "2016-04-01/2016-05-31"),
        ("2016-05-09", "2016-04-04/.."),
        ("2016-05-09", "../2016-06"),
        ("2016-05", "2016-05"),
        ("2016-05-09", "undated"),
        ("2016-05-09", ""),
    ],
)
def test_dates_that_differ_or_tell_too_little(checked: Checked, first: str, second: str) -> None:
    """Another day, a date that is wide or open, two months, or none."""
    assert checked.warnings(articles=papers(meeting(date=first), meeting(date=second))) == []


def test_a_meeting_has_no_sides(checked: Checked) -> None:
    """Who received whom, or that they met: told in any way it is the same meeting."""
    for other in (
        meeting(actor="beta", recipient="alpha"),
        meeting(actor="", recipient="", participants=["beta", "alpha"]),
    ):
        assert len(checked.warnings(articles=papers(meeting(), other))) == 1
    support = meeting(type="support")
    assert len(checked.warnings(articles=papers(support, support))) == 1
    turned = meeting(type="support", actor="beta", recipient="alpha")
    assert checked.warnings(articles=papers(support, turned)) == []


def test_all_parties_must_be_the_same(checked: Checked) -> None:
    """One more is another meeting, as far as the program can tell; one alone is no sign."""
    three = meeting(recipient=["beta", "delta"])
    assert checked.warnings(articles=papers(meeting(), three)) == []
    alone = told("a", "statement", actor="alpha", date="2016-05-09")
    assert checked.warnings(articles=papers(alone, alone)) == []


def test_a_kind_of_the_type_is_joined_to_the_broader_one(checked: Checked) -> None:
    """The claim that tells less is told of the one that tells more, whichever came first."""
    broad = meeting("broad", type="consultation")
    [message] = checked.warnings(articles=papers(broad, meeting("narrow")))
    assert message.startswith("morning: looks like the event of evening#narrow (meeting, ")
    followed = papers({**broad, "event": "evening#narrow"}, meeting("narrow"))
    assert checked.warnings(articles=followed) == []
    [message] = checked.warnings(articles=papers(meeting("narrow"), broad))
    assert message.startswith("evening: looks like the event of morning#narrow (meeting, ")
    assert checked.warnings(articles=papers(meeting(), meeting(type="phone-call"))) == []


def test_a_shared_event_is_found_too(checked: Checked) -> None:
    """The shared list has it already: the claim is to name it."""
    shared = {
        "id": "summit", "type": "meeting", "participants": ["alpha", "beta"], "date": "2016-05-09",
        "title": {"en": "The summit"}, "sources": ["https://example.org/summit"],
    }  # fmt: skip
    assert checked.warnings(meeting(), events=(shared,)) == [
        "first: looks like the shared event summit (meeting, same parties, 2016-05-09): "
        "if it is the same, say event: summit"
    ]
    assert checked.warnings(meeting(event="summit"), events=(shared,)) == []


def test_what_one_article_keeps_apart_is_left_apart(checked: Checked) -> None:
    """Two meetings of one day in one article; the second article tells of one of them."""
    two = [meeting("a"), meeting("b")]
    assert checked.warnings(*two) == []
    tells = [meeting("other", event="morning#a")]
    assert checked.warnings(articles=papers(two, tells)) == []


def test_number_habit_topics_and_places_tell_events_apart(checked: Checked) -> None:
    """A second visit is not the first; a habit is no event; a clash elsewhere is another one."""

    def both(first: Mapping[str, object], second: Mapping[str, object]) -> int:
        one, other = {**meeting("a"), **first}, {**meeting("b"), **second}
        return len(checked.warnings(articles=papers(one, other)))

    assert both({"nth": 1}, {"nth": 2}) == 0
    assert both({"nth": 2}, {"nth": 2}) == 1
    assert both({"repeated": True}, {}) == 0
    appeal = {"type": "appeal"}
    assert both({**appeal, "topics": ["ceasefire"]}, {**appeal, "topics": ["arms"]}) == 0
    assert both({**appeal, "topics": ["ceasefire", "arms"]}, {**appeal, "topics": ["arms"]}) == 1
    assert both({**appeal, "topics": ["ceasefire"]}, appeal) == 1
    clash = {"type": "clash"}
    assert both({**clash, "place": "harbour"}, {**clash, "place": "coast"}) == 1  # it lies there
    assert both({**clash, "place": "harbour"}, clash) == 1
    assert both({**clash, "place": "harbour"}, {**clash, "place": "inland"}) == 0
    assert both({"place": "harbour"}, {"place": "inland"}) == 1  # nobody meets twice in a day


# ---- outside-post


def support(actor: str, date: str, **keys: object) -> dict[str, object]:
    """A claim that somebody supports beta; without a date where it is empty."""
    claim = told("a", "support", actor=actor, recipient="beta", date=date, **keys)
    return {key: value for key, value in claim.items() if value}


def test_whoever_held_his_last_post_long_ago_is_warned_of(checked: Checked) -> None:
    """The envoy was a clerk until 2005 and spokesman from March 2014 to 2018."""
    assert checked.warnings(support("envoy", "2019-06"), published="2019-07") == [
        "first: the registry knows no post of envoy at 2019-06; "
        "the nearest is spokesman (office), 2014-03-01/2018"
    ]
    [between] = checked.warnings(support("envoy", "2010"))
    assert between.endswith("no post of envoy at 2010; the nearest is clerk (hall), 2001/2005")


@pytest.mark.parametrize(
    ("actor", "date"),
    [
        ("envoy", "2016-05-09"),
        ("envoy", "2019-03"),  # three months are near
        ("envoy", "2013-12-20"),
        ("envoy", "2010/.."),
        ("envoy", "undated"),
        ("envoy", ""),
        ("envoy", "1999"),  # before the first known post he may have been anything
        ("captain", "1999"),
        ("alpha", "1999"),
        ("gamma", "1999"),
        ("fighters", "2016"),
    ],
)
def test_nothing_is_said_of_those_in_office_or_not_yet_known(
    checked: Checked, actor: str, date: str
) -> None:
    """Within a period, near it, without a date, before everything, and where there are no posts."""
    assert checked.warnings(support(actor, date), published="2019-07") == []


def person(id: str, *periods: str) -> dict[str, object]:
    sources = ["https://example.org/"]
    posts = [
        {"organisation": "hall", **({"during": during} if during else {}), "sources": sources}
        for during in periods
    ]
    return {
        "id": id, "kind": "person", "names": {"en": id}, "posts": posts, "sources": sources,
    }  # fmt: skip


@pytest.mark.parametrize("more", ["", "2008", "2008/", "2008/.."])
def test_a_post_of_unknown_length_settles_nothing(checked: Checked, more: str) -> None:
    """No period, a single date, an unknown or an open end: it may still be held."""
    assert (
        len(checked.warnings(support("one", "2016-05"), actors=(person("one", "2001/2005"),))) == 1
    )
    actors = (person("one", "2001/2005", more),)
    assert checked.warnings(support("one", "2016-05"), actors=actors) == []


def test_plans_are_made_by_those_in_office(checked: Checked) -> None:
    """He is spokesman when the article is printed; that he is not in 2020 nobody knows yet."""
    planned = support("envoy", "2020", modality="planned")
    assert checked.warnings(planned) == []
    assert len(checked.warnings(planned, published="2021-05-10")) == 1


def test_a_spokesman_may_speak_of_what_was_before(checked: Checked) -> None:
    """He relays in 2016 what happened in 2010; after his time he relays nothing."""
    relayed = told("a", "support", actor="beta", recipient="gamma", via="envoy", date="2010")
    assert checked.warnings(relayed) == []
    assert checked.warnings(relayed, published="2021-05-10") == []
    assert len(checked.warnings({**relayed, "date": "2020"}, published="2021-05-10")) == 1


def test_a_government_that_is_gone_or_not_yet_there(checked: Checked) -> None:
    """Two cabinets, one after the other in 2014: each is known by the camp that it belongs to."""
    sources = ["https://example.org/"]

    def cabinet(id: str, during: str, **keys: object) -> dict[str, object]:
        membership = {"organisation": "hills", "during": during, "sources": sources}
        known = {"id": id, "kind": "government", "names": {"en": id}, "sources": sources}
        return {**known, "memberships": [membership], **keys}

    before = {"actor": "first-cabinet", "date": "2014-06", "sources": sources}
    actors = (
        cabinet("first-cabinet", "2011-03/2014-06"),
        cabinet("second-cabinet", "2014-06/..", predecessors=[before]),
        cabinet("third-cabinet", "2014-06/.."),
    )

    def of(actor: str, date: str) -> list[str]:
        return checked.warnings(support(actor, date), actors=actors)

    assert of("first-cabinet", "2013") == of("second-cabinet", "2016-05") == []
    assert of("third-cabinet", "2012") == []  # it may have been there before it joined the camp
    [gone] = of("first-cabinet", "2016-05")
    assert gone.startswith("first: the registry knows no membership or mandate of first-cabinet")
    assert "(hills), 2011-03/2014-06" in gone
    [early] = of("second-cabinet", "2012")
    assert early.endswith("(hills), 2014-06/..")


def test_each_actor_is_told_once_in_an_article(checked: Checked) -> None:
    """Where an id is wrong it is wrong in all claims."""
    claims = [{**support("envoy", "2010"), "id": id} for id in ("a", "b", "c")]
    assert len(checked.warnings(*claims)) == 1


# ---- whatever is wrong


def test_hints_are_given_beside_errors(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Unknown actors, places and types, circles and repeated ids do not keep the rest from view."""
    claims = [
        visit(words="yesterday", date="2016-05-02"),
        {**meeting("b"), "type": "meting"},
        {**meeting("c"), "recipient": "nobody", "in": "d", "place": "nowhere"},
        {**meeting("d"), "in": "c", "date": "2016-05-09", "event": "e"},
        {**meeting("e"), "event": "d"},
        {**meeting("e"), "id": "e", "event": "missing#one"},
        told("f", "visit", actor="alpha", recipient="gamma", part_of="other#g"),
    ]
    root = write_corpus(tmp_path / "c", articles=papers(claims, [*claims, meeting("z")]))
    loaded = corpus.load(root, vocabulary)
    assert loaded.errors
    assert [p.name for p in loaded.problems if p.name in NAMES].count("time-words") == 2

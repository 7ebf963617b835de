"""A generated corpus, held against what was planted in it."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from libyagraph import compile as compile_
from libyagraph import corpus as corpus_
from libyagraph import evidence, paths
from libyagraph.build import build
from libyagraph.errors import Problem
from libyagraph.model import Claim, Corpus
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.resolve import resolve
from libyagraph.vocabulary import Vocabulary

from scripts import corpus as script
from scripts.generated.make import generate
from tests.support import ROOT, environment, store_of

SEEDS = (0, 7)


@dataclass(frozen=True)
class Made:
    """A generated corpus, read back, with its graph and its truth."""

    directory: Path
    corpus: Corpus
    problems: tuple[Problem, ...]
    records: Records
    truth: Mapping[str, Any]

    def events(self) -> dict[str, dict[str, Any]]:
        """The events of the truth that somebody tells or denies."""
        return {event["id"]: event for event in self.truth["events"] if event["status"]}

    def claims(self) -> list[Claim]:
        """All claims, as they were read."""
        return [claim for article in self.corpus.articles.values() for claim in article.claims]

    def text(self, article: str) -> str:
        """The text of an article."""
        return (self.directory / "texts" / f"{article}.txt").read_bytes().decode("utf-8")


def made(directory: Path, vocabulary: Vocabulary, count: int, seed: int) -> Made:
    """Generate a corpus, read it, compile it, and read its graph."""
    generate(count, directory, seed=seed)
    loaded = corpus_.load(directory, vocabulary)
    problems = (*loaded.problems, *evidence.verify(loaded.corpus, directory / "texts"))
    nquads = compile_.nquads(loaded.sound(), vocabulary, paths.ontology())
    records = load_records(store_of(nquads), vocabulary)
    truth = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
    return Made(directory, loaded.corpus, problems, records, truth)


@pytest.fixture(scope="module", params=SEEDS)
def small(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    vocabulary: Vocabulary,
) -> Made:
    """Sixty articles, of two seeds."""
    directory = tmp_path_factory.mktemp("small") / "corpus"
    return made(directory, vocabulary, 60, request.param)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Made:
    """A hundred and twenty articles: enough for everything to be there."""
    return made(tmp_path_factory.mktemp("large") / "corpus", vocabulary, 120, 3)


# ---- sound --------------------------------------------------------------------------------------


def test_nothing_is_wrong_with_it(small: Made) -> None:
    """Neither an error nor a warning, texts and digests included."""
    assert [str(problem) for problem in small.problems] == []


def test_it_builds(tmp_path: Path) -> None:
    """The main job runs on it, page and GEXF included, with the texts."""
    generate(12, tmp_path / "corpus", seed=1)
    built = build(tmp_path / "corpus", tmp_path / "build", texts=tmp_path / "corpus" / "texts")
    truth = json.loads((tmp_path / "corpus" / "truth.json").read_text(encoding="utf-8"))
    assert built.warnings == ()
    counted = ("articles", "claims", "events", "actors", "ties", "affiliations")
    assert {key: built.counts[key] for key in counted} == {
        key: truth["counts"][key] for key in counted
    }


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_articles_are_a_corpus_too(count: int, tmp_path: Path, vocabulary: Vocabulary) -> None:
    """One article has nobody to take up but shared events."""
    found = made(tmp_path / "corpus", vocabulary, count, 0)
    assert found.problems == ()
    assert len(found.corpus.articles) == count


# ---- the truth ----------------------------------------------------------------------------------


def test_statuses_are_those_that_were_planted(small: Made) -> None:
    """Event by event, by the rules of the manual and not by the program's own code."""
    planted = {id_: event["status"] for id_, event in small.events().items()}
    found = {id_: event.status for id_, event in small.records.events.items() if event.status}
    assert found == planted
    assert set(Counter(planted.values())) >= {"asserted", "contested", "denied", "reported"}


def test_events_have_types_roles_places_and_claims(small: Made) -> None:
    """The union of what all claims say of each."""
    found = {
        id_: {
            "type": event.type,
            "roles": {key: sorted(ids) for key, ids in sorted(event.roles.items()) if ids},
            "places": sorted(event.places),
            "claims": sorted(event.claims),
        }
        for id_, event in small.records.events.items()
        if event.status
    }
    keys = ("type", "roles", "places", "claims")
    planted = {id_: {key: event[key] for key in keys} for id_, event in small.events().items()}
    assert found == planted


def test_events_have_their_first_and_last_day(small: Made) -> None:
    """However the dates are written, and whatever several claims make of them."""
    found = {
        id_: (event.first, event.last)
        for id_, event in small.records.events.items()
        if event.status
    }
    assert found == {id_: (e["first"], e["last"]) for id_, e in small.events().items()}


def test_claims_are_told_by_whom_they_were_meant_to_be(small: Made) -> None:
    """With what they inherit: modality, teller, date, and the event told of."""
    found = {
        id_: {
            "event": claim.event,
            "modality": claim.modality,
            "said_by": sorted(claim.said_by),
            "date": claim.date,
        }
        for id_, claim in small.records.claims.items()
    }
    assert found == small.truth["claims_told"]


def test_denials_are_those_that_were_planted(small: Made) -> None:
    """Which claims deny what: an event, or a claim that tells of it."""
    found: dict[str, set[str]] = {}
    for claim in small.records.claims.values():
        for ref in claim.links.get("denies", ()):
            shared = ref in small.corpus.events
            event = ref if shared else small.records.claims[ref].event
            found.setdefault(event, set()).add(claim.id)
    planted = {id_: set(e["denials"]) for id_, e in small.events().items() if e["denials"]}
    assert found == planted
    assert any("#" in ref for ref in planted)
    assert any("#" not in ref for ref in planted)


def test_ties_are_those_that_were_planted(small: Made) -> None:
    """From, relation, to, status and number of sources of each, event by event."""
    found: dict[str, list[list[object]]] = {}
    for tie in small.records.ties():
        ends = [tie.source, tie.relation, tie.target]
        if tie.symmetric:
            ends = [min(tie.source, tie.target), tie.relation, max(tie.source, tie.target)]
        found.setdefault(tie.event, []).append([*ends, tie.status, tie.sources])
    planted = {id_: sorted(event["ties"]) for id_, event in small.events().items()}
    assert {id_: sorted(ties) for id_, ties in found.items()} == {
        id_: ties for id_, ties in planted.items() if ties
    }


def test_counts_are_those_that_were_planted(small: Made) -> None:
    """Articles, claims, events, actors, places, ties, affiliations, types and modalities."""
    records, counts = small.records, small.truth["counts"]
    told = [event for event in records.events.values() if event.status]
    assert counts == {
        "articles": len(records.articles),
        "claims": len(records.claims),
        "events": len(told),
        "ties": len(records.ties()),
        "actors": len(records.actors),
        "affiliations": len(records.of_family("affiliation")),
        "places": len(records.places),
        "shared_events": len(small.corpus.events),
    }
    assert small.truth["events_by_type"] == Counter(event.type for event in told)
    assert small.truth["events_by_status"] == Counter(event.status for event in told)
    modalities = Counter(claim.modality for claim in records.claims.values())
    assert small.truth["claims_by_modality"] == modalities


# ---- like a corpus made by hand -----------------------------------------------------------------


def test_articles_are_of_the_usual_size(small: Made) -> None:
    """About 2.4 KB and eight claims each in the mean, within 15 %, and not all alike."""
    sizes = [path.stat().st_size for path in sorted((small.directory / "articles").iterdir())]
    numbers = [len(article.claims) for article in small.corpus.articles.values()]
    assert 0.85 * 2400 <= sum(sizes) / len(sizes) <= 1.15 * 2400
    assert 0.85 * 8 <= sum(numbers) / len(numbers) <= 1.15 * 8
    assert min(sizes) < 1900 and max(sizes) > 3000
    assert len(set(numbers)) > 5


def test_few_actors_are_told_of_most(large: Made) -> None:
    """A tenth of those who occur has half of all mentions, the rarer half of them a sixth."""
    told = Counter(id_ for claim in large.claims() for ids in claim.roles.values() for id_ in ids)
    ranked = [number for _, number in told.most_common()]
    assert sum(ranked[: len(ranked) // 10]) > sum(ranked) * 0.4
    assert sum(ranked[len(ranked) // 2 :]) < sum(ranked) / 6


def test_all_that_the_ontology_has_occurs(large: Made, vocabulary: Vocabulary) -> None:
    """Event types, kinds of actors and places, roles, links, modalities, topics, outcomes."""
    claims, records = large.claims(), large.records
    assert {event.type for event in records.events.values()} == set(vocabulary.event_types)
    assert {actor.kind for actor in records.actors.values()} == set(vocabulary.kinds)
    assert {place.kind for place in records.places.values()} == set(vocabulary.place_kinds)
    assert {role for claim in claims for role in claim.roles} == set(vocabulary.roles)
    assert {link for claim in claims for link in claim.links} == set(vocabulary.links)
    assert {claim.modality for claim in records.claims.values()} == set(vocabulary.modalities)
    assert {event.status for event in records.events.values()} - {""} == set(vocabulary.statuses)
    assert {topic for claim in claims for topic in claim.topics} == set(vocabulary.topics)
    assert {claim.outcome for claim in claims} - {""} == set(vocabulary.outcomes)
    affiliations = {edge.relation for edge in records.of_family("affiliation")}
    declared = {r.key for r in vocabulary.relations.values() if r.family == "affiliation"}
    assert affiliations == declared - {"affiliatedWith"}


def test_links_lead_within_and_across_articles(large: Made, vocabulary: Vocabulary) -> None:
    """Each of them to a claim beside it, to one of another article, and to a shared event."""
    found: dict[str, set[str]] = {link: set() for link in vocabulary.links}
    for claim in large.claims():
        for link, refs in claim.links.items():
            for ref in refs:
                shared = ref in large.corpus.events
                found[link].add("across" if "#" in ref else "shared" if shared else "local")
    assert found == {link: {"local", "across", "shared"} for link in vocabulary.links}


def test_events_are_told_again_in_every_way(large: Made, vocabulary: Vocabulary) -> None:
    """Within an article and across, of a shared event; with and without type and roles."""
    again = [claim for claim in large.claims() if claim.event]
    events = large.corpus.events
    assert {"#" in claim.event for claim in again if claim.event not in events} == {True, False}
    assert {(bool(claim.type), bool(claim.roles)) for claim in again} == {
        (True, True),
        (True, False),
        (False, True),
        (False, False),
    }
    told = [t for a in large.corpus.articles.values() for t in resolve(a, large.corpus)]
    assert any(t.claim.type and t.claim.type != t.type for t in told), "by a wider type"


CARRIED = (
    *("cue", "according_to", "via", "part_of", "places", "date", "undated", "effective", "words"),
    *("topics", "conditions", "figures", "labels", "nth", "within", "outcome", "repeated"),
    *("note", "review"),
)
HEADED = ("agency", "republished_by", "url", "basis_note", "ignore", "no_claim", "actors", "note")


def test_everything_that_a_claim_can_carry_occurs(large: Made) -> None:
    """Every optional key, at least once."""
    claims = large.claims()
    for name in CARRIED:
        assert any(getattr(claim, name) for claim in claims), name
    assert {len(claim.according_to) for claim in claims} >= {0, 1, 2, 3}
    assert {figure.comparator for c in claims for figure in c.figures} == {
        "=",
        ">",
        ">=",
        "<",
        "<=",
        "~",
    }
    assert any(len(claim.evidence) > 1 for claim in claims)
    articles = large.corpus.articles.values()
    for name in HEADED:
        assert any(getattr(article, name) for article in articles), name
    assert {article.basis for article in articles} == {"printed", "found", "inferred"}
    assert {article.language for article in articles} == {"en", "fr"}
    assert any(place.latitude for place in large.corpus.places.values())
    assert any("ar" in actor.names for actor in large.corpus.actors.values())


@pytest.mark.parametrize(
    "form",
    [
        r"\d{4}-\d\d-\d\d",
        r"\d{4}-(0\d|1[0-2])",
        r"\d{4}",
        r"\d{4}-2[1-4]",
        r"\d{4}-\d\d-\d\d\?",
        r"\d{4}-\d\d-\d\d~",
        r"\d{4}-\d\d%",
        r"\d{3}X",
        r"\d\dXX",
        r"\d{4}-XX",
        r"\d{4}-XX-XX",
        r"\d{4}-\d\d-XX",
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*",
        r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d",
        r"\d{4}-\d\d/\d{4}-\d\d",
        r"\d{4}-\d\d-\d\d~/\d{4}-\d\d\?",
        r"[^/]+/\.\.",
        r"[^/]+/",
        r"\.\./[^/]+",
        r"/[^/]+",
    ],
)
def test_dates_are_written_in_every_form(form: str, large: Made) -> None:
    """Days, months, years, seasons, doubts, unknown digits, spans and open ends."""
    dates = {claim.date.text for claim in large.claims() if claim.date}
    assert any(re.fullmatch(form, text) for text in dates)


DAYS = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
)
MONTHS = tuple(
    tuple(re.findall(r"\w+", words))
    for words in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    )
)


def test_time_words_agree_with_the_date_and_the_day_of_publication(large: Made) -> None:
    """*Hier* is the day before, *mardi* a Tuesday not long ago, *en avril* an April."""
    seen: Counter[str] = Counter()
    for article in large.corpus.articles.values():
        printed = date.fromisoformat(article.published.text[:10])
        steps = {"today": 0, "aujourd'hui": 0, "yesterday": 1, "hier": 1, "tomorrow": -1}
        steps["demain"] = -1
        for claim in article.claims:
            words, told = claim.words.lower(), claim.date.text if claim.date else ""
            assert bool(words) <= bool(told), claim.id
            if words in steps:
                assert told == str(printed - timedelta(days=steps[words]))
                seen[words] += 1
            for names in DAYS:
                if match := re.fullmatch(rf"(?:on |next )?({'|'.join(names)})( prochain)?", words):
                    day = date.fromisoformat(told)
                    assert day.weekday() == names.index(match[1])
                    assert 0 < abs((printed - day).days) <= 7
                    assert (day > printed) == ("next" in words or "prochain" in words)
                    seen["weekday"] += 1
            for names in MONTHS:
                for month in re.findall(rf"\b({'|'.join(names)}) \d{{4}}", words):
                    assert f"-{names.index(month) + 1:02}" in told, (words, told)
                    seen["month"] += 1
            for year in re.findall(r"\b\d{4}\b", words):
                assert year[:2] in told
    assert min(seen[word] for word in ("hier", "yesterday", "weekday", "month")) > 3


def test_what_is_cited_stands_in_the_passage(small: Made) -> None:
    """The words of the time, the cue and the label are there as they are cited."""
    cited = 0
    for article in small.corpus.articles.values():
        text = small.text(article.id)
        for claim in article.claims:
            passage = text[claim.evidence[0].start : claim.evidence[0].end]
            for words in (claim.words, claim.cue, *(label.term for label in claim.labels)):
                assert words in passage
                cited += bool(words)
    assert cited > 50


# ---- made again ---------------------------------------------------------------------------------


def sums(directory: Path) -> dict[str, str]:
    """The checksum of every file below a directory."""
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def command(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the script as people do."""
    return subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "corpus.py"), *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the order of sets; another seed gives another corpus."""
    for name, arguments, hash_seed in (
        ("a", ("--seed", "4"), "1"),
        ("b", ("--seed", "4"), "2"),
        ("c", ("--seed", "5"), "1"),
        ("d", ("--seed", "4", "--actors", "90"), "1"),
    ):
        done = command("25", str(tmp_path / name), *arguments, PYTHONHASHSEED=hash_seed)
        assert (done.returncode, done.stderr) == (0, "")
    first = sums(tmp_path / "a")
    assert len(first) == 25 * 2 + 4
    assert sums(tmp_path / "b") == first
    assert sums(tmp_path / "c").keys() != first.keys()
    assert sums(tmp_path / "d") != first


def test_a_directory_that_holds_something_is_refused(tmp_path: Path) -> None:
    """In one line, and nothing in it is touched; an empty one is filled."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = command("3", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path}: not empty; name a new directory\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    (tmp_path / "new").mkdir()
    assert command("3", str(tmp_path / "new")).returncode == 0
    assert len(list((tmp_path / "new" / "articles").iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["0", "new"], "N must be at least 1"),
        (["-3", "new"], "N must be at least 1"),
        (["3", "new", "--actors", "4"], "--actors must be at least 36"),
        (["3", "file"], "file: not a directory"),
    ],
)
def test_wrong_use_gets_one_line(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    assert script.main(arguments) == 2
    assert capsys.readouterr().err.strip() == message
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nothing_is_left_where_the_work_is_broken_off(tmp_path: Path) -> None:
    """All of the corpus, or nothing: no half of it, no scratch directory."""

    def stop(done: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generate(10, tmp_path / "corpus", step=stop)
    assert list(tmp_path.iterdir()) == []

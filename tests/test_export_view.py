"""What is exported: ties as told, merged by pair and relation, lifted, and with measures."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from libyagraph.api import Graph, open_graph
from libyagraph.errors import UsageError
from libyagraph.export import EXPORTERS
from libyagraph.export.pairs import COLUMNS, RANKS, paired
from libyagraph.network.lifted import lifted
from libyagraph.records import Edge, Records
from libyagraph.vocabulary import Vocabulary

from tests.commands import Commands
from tests.fixtures_network import EDGES, RECORDS
from tests.support import rows, run


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    with open_graph(graph) as found:
        yield found


def with_ties(*ties: Edge) -> Records:
    return replace(RECORDS, edges=ties)


def tie(id: str, **more: Any) -> Edge:
    fields: dict[str, Any] = {
        **{"source": "sisi", "target": "egypt", "relation": "supports", "symmetric": False},
        **{"status": "asserted", "claims": (f"one#{id}",), "articles": ("one",)},
        **more,
    }
    return Edge(id=id, family="tie", polarity=1, event=f"one#{id}", event_type="support", **fields)


# ---- merging


def test_ties_of_one_pair_and_relation_become_one_that_keeps_what_they_rest_on() -> None:
    """Sources are added up, origins counted once; claims, deniers, dates and events are kept."""
    part, bundles = paired(
        with_ties(
            tie("a", date="2019-05", first="2019-05-01", last="2019-05-31", sources=2),
            tie("b", date="2016", first="2016-01-01", last="2016-12-31", denied_by=("rfi",)),
            tie("c", articles=("one", "two"), sources=3),
            tie("d", relation="opposes"),
        )
    )
    assert [edge.id for edge in part.edges] == [
        "pair/tie/sisi/opposes/egypt",
        "pair/tie/sisi/supports/egypt",
    ]
    edge = part.edges[1]
    assert (edge.sources, edge.claims, edge.denied_by) == (6, ("one#a", "one#b", "one#c"), ("rfi",))
    assert (edge.date, edge.event) == ("2016; 2019-05", "one#b; one#a; one#c")
    assert (edge.first, edge.last, edge.event_type) == ("2016-01-01", "2019-05-31", "support")
    bundle = bundles[edge.id]
    assert (bundle.ties, bundle.undated, bundle.origins) == (3, 1, 1)
    assert bundle.spells == (("2016-01-01", "2016-12-31"), ("2019-05-01", "2019-05-31"))
    assert bundle.periods == "2016-01-01/2016-12-31; 2019-05-01/2019-05-31"


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["asserted", "asserted"], "asserted"),
        (["planned", "alleged", "reported"], "reported"),
        (["planned", "alleged"], "alleged"),
        (["asserted", "contested"], "contested"),
        (["denied", "denied"], "denied"),
        (["denied", "asserted"], "contested"),
        (["denied", "planned"], "contested"),
        (["denied", "contested"], "contested"),
    ],
)
def test_the_status_of_a_pair_is_told_as_that_of_an_event(
    statuses: Sequence[str], expected: str
) -> None:
    """A denial is never hidden by what else is told; each status is counted beside it."""
    for order in (statuses, statuses[::-1]):
        ties = [tie(f"e{n}", status=status) for n, status in enumerate(order)]
        part, bundles = paired(with_ties(*ties))
        assert part.edges[0].status == expected
        counted = bundles[part.edges[0].id].statuses.split("; ")
        assert sum(int(each.split()[1]) for each in counted) == len(statuses)


def test_the_order_of_statuses_has_every_status(vocabulary: Vocabulary) -> None:
    """No status of the ontology is unknown to the merging."""
    assert set(RANKS) == vocabulary.statuses.keys()


def test_symmetric_ties_are_merged_whichever_way_they_stand() -> None:
    """Who met whom is one pair; who supports whom is two."""
    meeting = {"relation": "meets", "symmetric": True}
    back = {"source": "egypt", "target": "sisi"}
    part, bundles = paired(with_ties(tie("a", **meeting), tie("b", **meeting, **back)))
    assert [bundle.ties for bundle in bundles.values()] == [2]
    assert (part.edges[0].source, part.edges[0].target) == ("egypt", "sisi")
    part, _ = paired(with_ties(tie("a"), tie("b", **back)))
    assert len(part.edges) == 2


def test_families_and_symmetry_stay_apart() -> None:
    """A lifted tie is not merged with a tie, nor what holds one way with what holds both."""
    part, bundles = paired(
        with_ties(tie("a"), tie("b", symmetric=True), replace(tie("c"), family="lifted"))
    )
    assert len(part.edges) == len(bundles) == 3


def test_an_open_tie_leaves_the_pair_open() -> None:
    """The period of a pair is open where that of one of its dated ties is."""
    part, bundles = paired(
        with_ties(
            tie("a", first="2019-05-01", last="2019-05-31"),
            tie("b", first="2020-01-01"),
            tie("c"),
        )
    )
    (edge,) = part.edges
    assert (edge.first, edge.last) == ("2019-05-01", "")
    assert bundles[edge.id].periods == "2019-05-01/2019-05-31; 2020-01-01/.."


def test_merging_loses_no_tie_of_the_corpus(opened: Graph, seeds_store: ox.Store) -> None:
    """As many ties as the RDF has for each pair and relation, and their sources added up."""
    found = rows(
        seeds_store,
        """SELECT ?t ?f ?r ?o ?s ?sym WHERE { ?t a lg:Tie ; lg:from ?f ; lg:to ?o ;
        lg:relation ?r ; lg:sources ?s ; lg:symmetric ?sym }""",
    )
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for _, start, relation, end, sources, symmetric in found:
        ends = sorted((start, end)) if symmetric == "true" else [start, end]
        pair = sums[*ends, relation]
        pair[0] += 1
        pair[1] += int(sources)
    network = opened.network(aggregate="pair")
    made = {
        (source, target, data["relation"]): [data["ties"], data["weight"]]
        for source, target, data in network.edges(data=True)
        if data["family"] == "tie"
    }
    assert made == dict(sums)
    assert len(made) < len(found)


def test_a_merged_network_has_columns_of_its_own(opened: Graph) -> None:
    """They are in every format of networks, with their types."""
    stream = io.BytesIO()
    opened.export("graphml", stream, aggregate="pair")
    graph = nx.read_graphml(io.BytesIO(stream.getvalue()))
    for *_, data in graph.edges(data=True):
        assert isinstance(data["ties"], int)
        assert isinstance(data["origins"], int)
        assert COLUMNS.keys() - data.keys() <= {"periods", "statuses"}


# ---- lifting


def test_the_lifted_network_is_that_of_the_rdf(opened: Graph, seeds_store: ox.Store) -> None:
    """Each tie once, between its lifted ends, but for those that would begin where they end."""
    found = rows(
        seeds_store,
        """SELECT ?f ?r ?o ?sym WHERE { ?t a lg:Tie ; lg:relation ?r ; lg:symmetric ?sym ;
        lg:fromLifted ?f ; lg:toLifted ?o . FILTER(?f != ?o) }""",
    )
    network = opened.network(lift=True)
    made = sorted((s, d["relation"], t) for s, t, d in network.edges(data=True))
    assert made == sorted((start, relation, end) for start, relation, end, _ in found)
    kinds = {opened.records.actors[id].kind for id in network}
    assert {"state", "camp"} <= kinds
    assert {d["family"] for *_, d in network.edges(data=True)} == {"tie", "lifted"}
    assert nx.number_of_isolates(network) == 0


def test_lifting_follows_what_is_narrowed(opened: Graph) -> None:
    """What is there are the ties that were asked for, lifted, and the lifted ties asked for."""
    part = opened.narrowed(actor="khalifa-haftar")
    found = lifted(part, opened.records)
    below = {edge.id for edge in part.edges}
    assert all({edge.id, edge.lifted_from} & below for edge in found.edges)
    assert any(e.source == "east" or e.target == "east" for e in found.edges)


def test_a_tie_within_a_camp_is_left_out_and_one_between_final_ends_stays() -> None:
    """The first would join the camp with itself, the second has nothing to be lifted."""
    inside = tie("inside", via_source=("post/x",))
    above = EDGES["tie/supports/1/lifted"]
    records = with_ties(inside, tie("states"), EDGES["tie/supports/1"], above)
    found = lifted(records, records)
    assert [edge.id for edge in found.edges] == ["states", "tie/supports/1/lifted"]
    assert set(found.actors) == {"sisi", "egypt", "east"}


def test_a_state_is_as_large_as_what_is_lifted_to_it(opened: Graph) -> None:
    """By its own ties alone, whoever others act for would be the smallest."""
    network = opened.network(lift=True)
    largest = max(network, key=lambda id: network.nodes[id]["size"])
    assert network.degree(largest) == max(dict(network.degree()).values())


# ---- measures


def test_measures_are_columns_of_nodes(opened: Graph, tmp_path: Path) -> None:
    """In every format of networks; the same numbers as `measures` gives."""
    (found,) = opened.measures()
    stream = io.BytesIO()
    opened.export("gexf", stream, measures=True)
    graph = nx.read_gexf(io.BytesIO(stream.getvalue()), version="1.3")
    assert graph.nodes["khalifa-haftar"]["degree"] == found.actors["khalifa-haftar"].degree
    for id, data in graph.nodes(data=True):
        assert data["degree"] == (found.actors[id].degree if id in found.actors else 0)
        assert isinstance(data["betweenness"], float)
    opened.export("csv", tmp_path / "out", measures=True)
    head = (tmp_path / "out" / "nodes.csv").read_text("utf-8").splitlines()[0]
    assert {"degree", "betweenness", "brokerage", "community"} <= set(head.split(","))


def test_measures_of_a_lifted_network_are_those_of_the_lifted_ties(opened: Graph) -> None:
    """Merging by pair changes nothing of them."""
    (found,) = opened.measures(lift=True)
    for aggregate in ("event", "pair"):
        network = opened.network(lift=True, measures=True, aggregate=aggregate)
        told = {id: data["ties"] for id, data in network.nodes(data=True)}
        assert told == {id: found.actors[id].ties if id in found.actors else 0 for id in network}


# ---- what a format can't do


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("turtle", {"actor": "egypt"}, "turtle carries the whole graph; narrow gexf, graphml, csv"),
        ("jsonld", {"lift": True}, "jsonld carries the whole graph"),
        ("nquads", {"aggregate": "pair"}, "nquads carries the whole graph"),
        ("trig", {"measures": True}, "trig carries the whole graph"),
        ("turtle", {"dynamic": False}, "turtle carries the whole graph"),
        ("ndjson", {"lift": True}, "ndjson carries claims, not a network"),
        ("ndjson", {"dynamic": False}, "ndjson carries claims"),
        ("graphml", {"dynamic": False}, "graphml has no timeline"),
        ("gexf", {"aggregate": "pairs"}, "unknown way of merging pairs; did you mean pair"),
        ("gexf", {"language": "de"}, "unknown language de"),
        ("gexf", {"actor": "egipt"}, "unknown actor egipt; did you mean egypt"),
    ],
)
def test_what_a_format_cannot_do_is_refused(
    opened: Graph, tmp_path: Path, name: str, options: dict[str, Any], message: str
) -> None:
    """One clear line, and nothing is written."""
    with pytest.raises(UsageError, match=message):
        opened.export(name, tmp_path / "out", **options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_gives_the_same_bytes_again(opened: Graph, name: str, tmp_path: Path) -> None:
    """From the same graph, opened anew; with all options where there are some."""
    options: dict[str, Any] = {}
    if EXPORTERS[name].kind == "network":
        options = {"aggregate": "pair", "measures": True, "lift": True}
    files = []
    for name_ in ("a", "b"):
        with open_graph(opened.directory) as again:
            again.export(name, tmp_path / name_, **options)
        path = tmp_path / name_
        parts = sorted(path.iterdir()) if path.is_dir() else [path]
        files.append([part.read_bytes() for part in parts])
    assert files[0] == files[1]


SUMS = """
import hashlib, io, sys, tempfile
from pathlib import Path
from libyagraph.api import open_graph
from libyagraph.export import EXPORTERS
with open_graph(Path(sys.argv[1])) as graph:
    for name, exporter in EXPORTERS.items():
        network = exporter.kind == "network"
        for options in ({}, {"aggregate": "pair", "lift": True, "measures": True}):
            target = Path(tempfile.mkdtemp()) / "out"
            if network or not options:
                graph.export(name, target, **options)
                files = sorted(target.iterdir()) if target.is_dir() else [target]
                data = b"".join(file.read_bytes() for file in files)
                print(name, hashlib.sha256(data).hexdigest())
"""


def test_every_format_gives_the_same_bytes_whatever_the_hash_seed(graph: Path) -> None:
    """In a process of its own, with the order of sets turned round."""
    found = [run(SUMS, str(graph), PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert found[0].stderr == ""
    assert found[0].stdout == found[1].stdout
    assert len(found[0].stdout.splitlines()) == len(EXPORTERS) + 4


# ---- the command


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    return Commands(tmp_path, monkeypatch, capsysbinary)


def test_the_command_writes_what_the_api_writes(
    command: Commands, graph: Path, opened: Graph
) -> None:
    """All options together, each with its effect."""
    asked = "--static --lift --aggregate pair --measures --lang en --since 2019 --article"
    article = "2020-01-10-haftar-cessez-le-feu"
    command.fine("export", "gexf", "--graph", graph, *asked.split(), article, "-o", "a.gexf")
    stream = io.BytesIO()
    opened.export(
        "gexf",
        stream,
        dynamic=False,
        lift=True,
        aggregate="pair",
        measures=True,
        language="en",
        since="2019",
        article=article,
    )
    written = Path("a.gexf").read_bytes()
    assert written == stream.getvalue()
    for words in (
        b'mode="static"',
        b'title="betweenness"',
        b'title="periods"',
        b'id="pair/lifted/',
    ):
        assert words in written


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("graphml --static", "graphml has no timeline"),
        ("turtle --lift", "turtle carries the whole graph"),
        ("ndjson --aggregate pair", "ndjson carries claims, not a network"),
        ("gexf --aggregate pairs", "'pairs' is not one of"),
    ],
)
def test_the_command_refuses_what_a_format_cannot_do(
    command: Commands, graph: Path, line: str, told: str
) -> None:
    """With code 2, one clear line, and nothing written."""
    done = command("export", "--graph", graph, *line.split())
    assert done.code == 2
    assert told in done.err
    assert list(Path().iterdir()) == []

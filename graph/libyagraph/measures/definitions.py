"""What each measure is, over which projection of the ties it is taken, and whose it is.

Nothing goes in; out come the definitions that `libyagraph stats --explain` prints and that
docs/measures.md shows. Every field of the measures has one, which a test holds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure, or several that belong together, in words."""

    names: tuple[str, ...]
    """The columns that hold it, of actors and of the network."""
    text: str
    projection: str
    reference: str


TIES = "the ties themselves, parallel ones too"
PAIRS = "undirected, one edge for each pair of actors with a tie, unweighted"
FRIENDLY = (
    "undirected, one edge for each pair with a tie that is not hostile (polarity +1 or 0), weighted"
    " by the number of such ties"
)
ARCS = (
    "directed, one arc from actor to actor where there is a tie that way that is not hostile; a tie"
    " that holds both ways is one each way"
)
ONE_WAY = "directed, one arc from actor to actor, of ties that do not hold both ways by nature"
SIGNED = (
    "undirected, one edge for each pair, with the sign of the sum of the polarities of its ties;"
    " pairs of sum 0 are left out"
)

FREEMAN = (
    "Freeman, L. C. (1978). Centrality in social networks: conceptual clarification."
    " Social Networks 1, 215–239"
)
BRANDES = (
    "Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40,"
    " 35–41; computed as in Brandes, U. (2001). A faster algorithm for betweenness centrality."
    " Journal of Mathematical Sociology 25, 163–177"
)
GOULD = (
    "Gould, R. V. and Fernandez, R. M. (1989). Structures of mediation: a formal approach to"
    " brokerage in transaction networks. Sociological Methodology 19, 89–126"
)
WASSERMAN = (
    "Wasserman, S. and Faust, K. (1994). Social Network Analysis. Cambridge University Press"
)
HEIDER = (
    "Heider, F. (1946). Attitudes and cognitive organization. Journal of Psychology 21, 107–112;"
    " Cartwright, D. and Harary, F. (1956). Structural balance: a generalization of Heider's"
    " theory. Psychological Review 63, 277–293"
)
BLONDEL = (
    "Blondel, V. D. et al. (2008). Fast unfolding of communities in large networks. Journal of"
    " Statistical Mechanics, P10008"
)
NEWMAN = (
    "Newman, M. E. J. and Girvan, M. (2004). Finding and evaluating community structure in"
    " networks. Physical Review E 69, 026113"
)

DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        ("actors",), "How many actors have a tie. Actors without one are not measured.", TIES, ""
    ),
    Definition(
        ("ties",), "How many ties there are; of an actor, how many it is an end of.", TIES, ""
    ),
    Definition(
        ("ties_out", "ties_in"),
        "How many ties go out from an actor, and into it. A tie that holds both ways counts in"
        " both.",
        TIES,
        FREEMAN,
    ),
    Definition(("pairs",), "How many pairs of actors have a tie.", PAIRS, ""),
    Definition(
        ("degree",), "With how many other actors an actor has a tie, either way.", PAIRS, FREEMAN
    ),
    Definition(
        ("betweenness",),
        "On what share of the shortest paths between two others an actor lies, over all pairs of"
        " others: from 0 to 1. Where there are several shortest paths, each counts in part.",
        PAIRS,
        BRANDES,
    ),
    Definition(
        ("brokerage",),
        "How often an actor B stands between two others: ties lead from A to B and from B to C, and"
        " none from A to C. The sum of the five roles. Groups are blocs: the camp of an actor, else"
        " the state or international organisation that it acts for, by its latest affiliations."
        " Where one of the three has no bloc, it does not count.",
        ARCS,
        GOULD,
    ),
    Definition(("coordinator",), "Brokerage where A, B and C are of one bloc.", ARCS, GOULD),
    Definition(
        ("itinerant",),
        "Brokerage where A and C are of one bloc and B is of another (also called consultant).",
        ARCS,
        GOULD,
    ),
    Definition(
        ("gatekeeper",),
        "Brokerage where B and C are of one bloc and A is of another: what comes in from outside.",
        ARCS,
        GOULD,
    ),
    Definition(
        ("representative",),
        "Brokerage where A and B are of one bloc and C is of another: what goes out.",
        ARCS,
        GOULD,
    ),
    Definition(("liaison",), "Brokerage where A, B and C are of three blocs.", ARCS, GOULD),
    Definition(
        ("reciprocity",),
        "The share of arcs that are answered by one the other way; of an actor, among its own arcs."
        " Not defined without an arc.",
        ONE_WAY,
        WASSERMAN,
    ),
    Definition(
        ("triads",),
        "How many triples of actors are joined by three signed edges; of an actor, those that it is"
        " in.",
        SIGNED,
        HEIDER,
    ),
    Definition(
        tuple(f"triads_{count}_negative" for count in range(4)),
        "How many of the triads have so many negative edges.",
        SIGNED,
        HEIDER,
    ),
    Definition(
        ("balance",),
        "The share of triads that are balanced: with no or two negative edges. Not defined without"
        " a triad.",
        SIGNED,
        HEIDER,
    ),
    Definition(
        ("community", "communities"),
        "The number of an actor's community, 1 being the largest, and how many there are. Found by"
        " Louvain's method, begun from a fixed seed (`--seed`): another seed can part the network"
        " otherwise where it has no clear parts.",
        FRIENDLY,
        BLONDEL,
    ),
    Definition(
        ("modularity",),
        "How much more the communities keep to themselves than chance would have it; below 0.3 the"
        " parting says little. Not defined without an edge.",
        FRIENDLY,
        NEWMAN,
    ),
)

NOTE = """\
Ties are counted once for each event, actor, actor and relation. Planned and denied ties are left
out unless --status asks for them, affiliations always. With --lift, ties are those between the
states and camps that act, or are acted for. Weights of ties (how many origins tell of them) enter
nowhere: much told is not much done."""

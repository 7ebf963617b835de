"""Measures of the network of ties: of each actor, of the whole, and period by period.

In go edges and the blocs of actors, out come frozen measures; the same edges always give the same
ones. Nothing here reads a store or writes a file. `definitions` says what each measure is, over
which projection of the ties it is taken, and whose it is.
"""

from libyagraph.measures.measure import ActorMeasures, Measures, NetworkMeasures, measure
from libyagraph.measures.records import measured

__all__ = ["ActorMeasures", "Measures", "NetworkMeasures", "measure", "measured"]

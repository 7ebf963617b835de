"""The network of a graph: its records as a `networkx.MultiDiGraph`, whole or narrowed.

In go records and a vocabulary; out comes a graph for analysis and export (`network`), or fewer
records (`narrow`). Nothing here reads a file or a store, and importing it does not import networkx.
"""

from libyagraph.network.graph import EdgeAttributes, Look, NodeAttributes, network
from libyagraph.network.narrow import FAMILIES, narrow, needed

__all__ = ["FAMILIES", "EdgeAttributes", "Look", "NodeAttributes", "narrow", "needed", "network"]

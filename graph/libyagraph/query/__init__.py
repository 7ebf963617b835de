"""Asking: named queries and free SPARQL over a built graph.

Named queries are the program's own and run in the caller's process. Free SPARQL runs in a child
process with limits, so that no query can take the caller down.
"""

"""Nodes of one file to the typed model: what can be judged without looking at any other file.

In goes the tree that `read` made and the vocabulary, out come articles, actors, places and shared
events, with all problems. Whether an id exists elsewhere is for `check` to say.
"""

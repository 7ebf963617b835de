"""The parts of `scripts/corpus.py`: an invented registry, stories, prose, YAML and their truth.

In go the vocabulary and a seed, out come files. Nothing here calls what the program derives with,
so that a build can be held against what was planted.
"""

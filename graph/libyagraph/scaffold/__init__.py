"""Beginnings: a corpus of one's own, the annotation of a text, an entry of the registry.

In go directories, texts and names, out come files that `check` takes, or that it complains of for
nothing but what is still to be filled in. Nothing is invented, and no text is copied.
"""

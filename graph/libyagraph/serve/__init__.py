"""The graph over HTTP: SPARQL, pages of things, the drawing and a page to ask from.

Importing this imports no server.
"""

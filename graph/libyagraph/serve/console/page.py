"""The query page as one HTML document.

In go a language, the named queries and the prefixes of SPARQL, out comes HTML that holds no script
and no style of its own: all of it is loaded from `/static/`, so that a policy which allows nothing
in-line holds. Data stands in it as JSON, with nothing that HTML reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from libyagraph.errors import UsageError
from libyagraph.names import BASE, LG
from libyagraph.page.assets import inline_json
from libyagraph.serve.console import assets

if TYPE_CHECKING:
    from jinja2 import Template

    from libyagraph.serve.console.offered import Offered


def page(language: str, queries: Sequence[Offered], prefixes: Mapping[str, str]) -> str:
    """The query page.

    Args:
        language: the one that it speaks: `fr`, `en` or `ar`.
        queries: the named queries, as `offered` tells of them.
        prefixes: those that free SPARQL need not declare, to their namespaces.

    Raises:
        UsageError: a language that the page doesn't speak.
    """
    words = assets.words()
    if language not in words:
        raise UsageError(f"the query page speaks {', '.join(sorted(words))}, not {language!r}")
    data = {
        "base": BASE,
        "examples": assets.examples(),
        "language": language,
        "ontology": LG,
        "prefixes": dict(prefixes),
        "queries": list(queries),
        "words": words[language],
    }
    return _template().render(
        data=data,
        language=language,
        languages=[(code, words[code]["name"], words[code]["short"]) for code in words],
        queries=queries,
        word=words[language],
    )


@cache
def _template() -> Template:
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    environment = Environment(
        loader=DictLoader({"page.html.j2": assets.text("page.html.j2")}),
        autoescape=True,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline_json"] = lambda value: Markup(inline_json(value))
    return environment.get_template("page.html.j2")

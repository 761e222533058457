"""Pages for people: the same answers as HTML, rendered on the server."""

from api.pages.rendering import html

__all__ = ["html"]

"""Pages for people: the same answers as HTML, rendered on the server."""

"""The paths of IRIs below the base IRI: deterministic, made of the fewest stable facts, readable."""

from __future__ import annotations

import hashlib
import re

from kg.names import fold
from kg.records import Article

_OTHER = re.compile(r"[^a-z0-9]+")
_PUNCTUATION = re.compile(r"[^\w'’]+|_")
_LENGTH = 48
_SPLIT = re.compile(r"(?<=-[0-9a-f]{8})-[0-9a-f]{6}$")


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 48 characters; never empty."""
    return _OTHER.sub("-", fold(_PUNCTUATION.sub(" ", text))).strip("-")[:_LENGTH].strip("-") or "x"


def digest(*parts: str, length: int = 8) -> str:
    """The first hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def minted(kind: str, label: str, *key: str) -> str:
    """A path of a kind of thing: its label to read, a digest of its key to tell it from others."""
    return f"{kind}/{slug(label)}-{digest(*key)}"


def unsplit(path: str) -> str:
    """The path, or IRI, without the digest that tells one of several bearers of a name from the others."""
    return _SPLIT.sub("", path)


def article_path(article: Article) -> str:
    """The path of an article, from its id alone."""
    return minted("article", article.id, article.id)


def version_path(article: Article) -> str:
    """The path of a version of an article; its named graph has the same."""
    return f"{article_path(article)}/v/{article.version}"

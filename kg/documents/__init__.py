"""Reading: sources to Documents."""

from kg.documents.model import Document

__all__ = ["Document"]

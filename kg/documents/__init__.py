"""Reading: sources to Documents."""

from kg.documents.model import Document
from kg.documents.readers import document, read

__all__ = ["Document", "document", "read"]

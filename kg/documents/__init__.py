"""Reading: sources to Documents."""

from kg.documents.expecting import expected
from kg.documents.model import Document
from kg.documents.readers import document, read

__all__ = ["Document", "document", "expected", "read"]

"""Short articles about invented people, for tests of the whole way."""

from __future__ import annotations

import json
from pathlib import Path

ARTICLES: tuple[dict[str, str | None], ...] = (
    {
        "id": "harbour-1",
        "title": "Port strike",
        "publisher": "The Coast Herald",
        "published": "2024-05-16",
        "url": "https://example.org/harbour-1",
        "text": (
            "Norwegian Prime Minister Ingrid Solheim said on Wednesday that she supports a 14-day truce in the port dispute.\n\n"
            "“We need calm on the docks,” Solheim told reporters in Oslo. Finnish Foreign Minister Antti Rautio rejected the truce.\n\n"
            "Solheim met Rautio in Helsinki on Tuesday."
        ),
    },
    {
        "id": "harbour-2",
        "title": None,
        "publisher": "Baltic Wire",
        "published": "2024-05-17",
        "url": "https://example.org/harbour-2",
        "text": (
            "Finland's foreign minister, Antti Rautio, opposes the 14-day truce.\n\n"
            "“The truce is a mistake,” Rautio said on Thursday. "
            "Ingrid Solheim, the Norwegian prime minister, condemned the attack on Bergen."
        ),
    },
    {
        "id": "court-1",
        "title": "Ruling due",
        "publisher": "Capital Post",
        "published": "2024-06-03",
        "url": None,
        "text": (
            "Police arrested three protesters in Nairobi on Sunday, Kenyan Interior Minister Grace Wanjala said.\n\n"
            "Wanjala said the government opposes the protests. Lawyer Peter Otieno criticized Wanjala.\n\n"
            "“Nobody is above the law,” Wanjala said."
        ),
    },
    {
        "id": "court-2",
        "title": "Ruling due",
        "publisher": "The Coast Herald",
        "published": "2024-06-04",
        "url": None,
        "text": (
            "Kenya's Interior Minister Grace Wanjala visited Oslo on Monday, where she met Prime Minister Ingrid Solheim.\n\n"
            "Solheim said Norway supports the peace talks. “Nobody is above the law,” Wanjala said."
        ),
    },
)


def write(folder: Path, *numbers: int, name: str = "news.jsonl") -> Path:
    """A JSON-lines file with the articles of these numbers, in this order."""
    path = folder / name
    path.write_text("".join(json.dumps(ARTICLES[number]) + "\n" for number in numbers), encoding="utf-8")
    return path

"""The reports of an article's events: who of those that take part has an identity, where and when it was, what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg import gazetteer
from kg.identifiers import minted
from kg.names import fold
from kg.records import Event, Records
from kg.resolve.blocks import block_key
from kg.resolve.entities import Entity
from kg.resolve.event_features import Verdict, verdict
from kg.resolve.labels import event_label
from kg.resolve.reports import Report, singular

_DAY_LENGTH = len("2025-03-13")


def reports(records: Records, entities: Mapping[int, Entity]) -> tuple[Report, ...]:
    """A report for each event of an article, in their order.

    Args:
        records: of the article.
        entities: of its referents, by number.
    """
    return tuple(_Telling(records, entities, event).report() for event in records.events)


class _Telling:
    def __init__(self, records: Records, entities: Mapping[int, Entity], event: Event) -> None:
        self.records = records
        self.entities = entities
        self.event = event

    def report(self) -> Report:
        earliest, latest = self._days()
        published = "" if self.event.when is not None else (self.records.article.published or "")[:_DAY_LENGTH]
        draft = Report(
            own="",
            label=event_label(self.event, self.entities),
            type=self.event.type,
            act=self.event.act,
            modality=str(self.event.modality),
            agents=self._paths(self.event.agents),
            recipients=self._paths(self.event.recipients),
            doers=self._heads(self.event.agents),
            objects=self._heads(self.event.recipients),
            theme=self.event.theme or "",
            place="".join(self._paths(() if self.event.place is None else (self.event.place,))),
            around=tuple(sorted(set(self._around()))),
            earliest=earliest,
            latest=latest,
            published=published,
            article="",
        )
        if not (draft.earliest or draft.published) or verdict(draft, draft) is not Verdict.SAME:
            draft = replace(draft, article=self.records.article.id)
        return replace(draft, own=minted("event", draft.label, *self._key(draft)))

    def _key(self, draft: Report) -> tuple[str, ...]:
        """What makes the happening the same; those who have no identity count by their words unless the report stays in its article."""
        when = self.event.when
        return (
            draft.type,
            draft.act,
            *sorted(self._identity(draft, agent) for agent in self.event.agents),
            "|",
            *sorted(self._identity(draft, recipient) for recipient in self.event.recipients),
            draft.theme,
            draft.place,
            f"{when.earliest}/{when.latest}" if when else "",
            draft.modality,
            draft.article or draft.published,
        )

    def _identity(self, draft: Report, referent: int) -> str:
        known = draft.article or self._is_identified(referent)
        return self.entities[referent].path if known else fold(self.entities[referent].label)

    def _days(self) -> tuple[str, str]:
        when = self.event.when
        if when is None or when.earliest is None or when.latest is None:
            return "", ""
        return str(when.earliest), str(when.latest)

    def _paths(self, referents: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(sorted({self.entities[r].path for r in referents if self._is_identified(r)}))

    def _heads(self, referents: tuple[int, ...]) -> tuple[str, ...]:
        """The last words of those who have no identity."""
        return tuple(sorted({singular(fold(self.entities[r].label).rpartition(" ")[2]) for r in referents if not self._is_identified(r)}))

    def _is_identified(self, referent: int) -> bool:
        """Someone is known beyond the article, by a name or by a judgement."""
        if self.entities[referent].formerly:
            return True
        return not block_key(self.records.article.id, self.records.referents[referent]).startswith("local|")

    def _around(self) -> Iterator[str]:
        """What the place lies in: by the gazetteer, else by the article."""
        if self.event.place is None:
            return
        entry = self.entities[self.event.place].entry
        outer = [self.entities[c.within] for c in self.records.containments if c.place == self.event.place and entry is None]
        for known in [entry, *(one.entry for one in outer)]:
            if known is not None:
                yield from (around.id for around in gazetteer.load().within(known))
        yield from (one.path for one in outer)

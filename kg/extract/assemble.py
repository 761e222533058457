"""The last step of extraction: what was found in a Doc becomes Records with evidence in the source text.

Several spans that say the same thing become one record with several pieces of evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.extract.control_records import controls
from kg.extract.event_records import events
from kg.extract.evidence import Context
from kg.extract.numbering import renumbered
from kg.extract.quantity_records import quantities
from kg.extract.referent_records import containments, referents
from kg.extract.stance_records import stances
from kg.extract.statement_records import statements
from kg.extract.tenure_records import tenures
from kg.records import Records

if TYPE_CHECKING:
    from kg.extract.model import EventSpan, StanceSpan


def assemble(context: Context, stance_spans: Iterable[StanceSpan], event_spans: Iterable[EventSpan]) -> Records:
    """All records of an article; referents that nothing names or uses are left out."""
    spans = tuple(event_spans)
    happened = tuple(events(context, spans))
    found = Records(
        context.document.article,
        tuple(referents(context)),
        tuple(containments(context)),
        tuple(tenures(context)),
        tuple(stances(context, stance_spans)),
        tuple(statements(context)),
        happened,
        tuple(quantities(context, spans, happened)),
        tuple(controls(context)),
    )
    return renumbered(found)

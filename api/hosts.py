"""Which hosts the service answers for, so that no address in an answer is one that a stranger wrote into a request.

The service's own addresses name graphs and are the base of relative IRIs (SPARQL Protocol, Graph Store Protocol). They are made from the
Host header (RFC 9110, section 7.2), which anybody may write, and a page of another site that lets its own name lead here (DNS rebinding)
does. So a request is answered when it names this machine, the address that it came to, or a host of `KG_HOSTS`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import problem

ANY: Final = "*"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_FOR_MACHINES: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""They hold no address, and are asked for under whatever name the operator's tools know."""
_HOST: Final = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_.-]+))(?::\d{1,5})?")


class Hosts:
    """Refuses requests for other hosts."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Wrap an application; `hosts` are names without ports, `*` stands for all."""
        self._app = app
        self._allowed = frozenset(_plain(host) for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and (why := self._refused(scope)):
            await why(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refused(self, scope: Scope) -> ASGIApp | None:
        given = Headers(scope=scope).getlist("host")
        if not given and scope["http_version"] == "1.0":
            return None
        match = _HOST.fullmatch(given[0]) if len(given) == 1 else None
        if match is None:
            return problem(400, "the request must name one host, in one header Host")
        name = _plain(match.group(1) or match.group(2))
        if scope["path"] in _FOR_MACHINES or self._is_allowed(name, scope):
            return None
        return problem(421, f"this service does not answer for the host {name!r}: name it in KG_HOSTS")

    def _is_allowed(self, name: str, scope: Scope) -> bool:
        here = scope.get("server")
        return name in _LOOPBACK or name in self._allowed or ANY in self._allowed or (here is not None and name == _plain(str(here[0])))


@lru_cache(maxsize=256)
def _plain(host: str) -> str:
    """A host as it is compared: without brackets, a last dot and capitals; an address in its usual form."""
    name = host.strip().strip("[]").rstrip(".").lower()
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name

"""How the service is run: uvicorn, with bounds on what a connection may take."""

from __future__ import annotations

from typing import Any

import uvicorn

from api.app import from_environment
from api.patience import Patience, patient

PATIENCE = Patience()


def options(patience: Patience = PATIENCE) -> dict[str, Any]:
    """Options of uvicorn that every server of this service has."""
    return {"http": patient(patience), "ws": "none", "log_config": None, "access_log": False, "server_header": False}


def serve(host: str, port: int) -> None:
    """Run the service that the environment sets up, until it is told to stop."""
    uvicorn.run(lambda: from_environment(host), factory=True, host=host, port=port, **options())

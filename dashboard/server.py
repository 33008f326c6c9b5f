"""Serving the app: its settings, and the server that `doorstroom app` starts."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware

from dashboard.shell import Shell

HERE = Path(__file__).resolve().parent
PAGE = str(HERE / "main.py")
HEALTH = "/_stcore/health"
MIDDLEWARE = [Middleware(Shell)]
_LOG = logging.getLogger("doorstroom.app")


@asynccontextmanager
async def prepared(_app: Any) -> AsyncIterator[None]:
    """Have everything imported before the first visitor comes."""
    from dashboard.prepare import VARIABLE, prepare_base
    from dashboard.warm import warm

    warm()
    if os.environ.get(VARIABLE):
        prepare_base()
    yield


def settings(port: int, hosts: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the options of Streamlit, dotted, from config.toml.

    hosts: other names under which a proxy asks for the app.
    """
    table = tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))
    options = _dotted(table)
    options["server.allowedHosts"] = [*options["server.allowedHosts"], *hosts]
    options["server.port"] = port
    return options


def serve(port: int, hosts: tuple[str, ...] = ()) -> None:
    """Serve the app until it is stopped."""
    import streamlit as st

    sys.argv = [PAGE]  # Streamlit looks for its own settings beside the script that was started
    app = st.App(PAGE, lifespan=prepared, middleware=MIDDLEWARE, on_script_error=tell_of_error)
    app.run(config=settings(port, hosts))


def tell_of_error(error: Exception) -> bool:
    """Say on the page that something went wrong, with a code; the log has the rest.

    Returns True: Streamlit shows nothing of its own.
    """
    import streamlit as st

    from dashboard.session import words

    code = secrets.token_hex(3)
    _LOG.error("error %s", code, exc_info=error)
    text = words()
    st.error(text("error.unexpected", code=code))
    return True


def _dotted(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _dotted(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found

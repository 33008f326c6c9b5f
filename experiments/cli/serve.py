"""`doorstroom app`: start the app in the browser's reach, on this machine only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import Annotated

import typer

from experiments.cli.front import Front, Lang, LangOption
from experiments.errors import ExitCode, InputProblems, Problem

ADDRESS = "127.0.0.1"
USUAL_PORT = 8501
HEALTH = "_stcore/health"
START_SECONDS = 90.0
_POLL_SECONDS = 0.2


def app(
    port: Annotated[
        int | None, typer.Option(help="Port; default 8501, or the next one that is free.")
    ] = None,
    host_name: Annotated[
        list[str] | None,
        typer.Option(help="A name under which a proxy of your own asks for the app; repeatable."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Start it, fetch its health page, and stop.")
    ] = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Start the app, for whoever explores scenarios in the browser. Ctrl-C stops it.

    It listens on 127.0.0.1 only. It is not for decisions about a person, nor for judging staff.

    Example: doorstroom app --check
    """
    front = Front(lang)
    with front.guard():
        chosen = _port(port)
        address = f"http://{ADDRESS}:{chosen}"
        names = [f"--host-name={name}" for name in host_name or ()]
        # By name, not by import: the app stands above the command line.
        command = [sys.executable, "-m", "dashboard", f"--port={chosen}", *names]
        # What Streamlit itself says of its address would be a second, English voice.
        environment = os.environ | ({} if check else {"DOORSTROOM_PREPARE": "1"})
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
        try:
            healthy = _wait_until_healthy(process, f"{address}/{HEALTH}")
            if healthy:
                front.out.print(front.texts("app.ready", address=address))
                if not check:
                    front.tell("app.stop")
                    process.wait()
        except KeyboardInterrupt:
            healthy = True
        finally:
            _stop(process)
        if not healthy:
            front.tell("app.not_started", seconds=round(START_SECONDS))
            raise typer.Exit(ExitCode.FAILED)


def _port(asked: int | None) -> int:
    """Return the port that was asked for, or the first free one. Raises InputProblems."""
    if asked is not None:
        if not 1024 <= asked <= 65535:
            details = {"low": 1024, "high": 65535}
            raise InputProblems([Problem("option-range", "--port", str(asked), details=details)])
        if not _is_free(asked):
            raise InputProblems([Problem("app-port-taken", "--port", str(asked))])
        return asked
    for port in range(USUAL_PORT, USUAL_PORT + 100):
        if _is_free(port):
            return port
    raise InputProblems([Problem("app-port-taken", "--port", str(USUAL_PORT))])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
        return True


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(_POLL_SECONDS)
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server; runs that it started go on by themselves."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

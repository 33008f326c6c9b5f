"""The server as a stranger meets it: headers, language, hosts, origins, files, and the command."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dashboard.server import HERE, settings
from dashboard.shell import policy, rewrite
from tests.browser.conftest import (  # noqa: F401  (a fixture)
    ROOT,
    Server,
    free_port,
    server,
    wait_until_healthy,
)
from tests.experiments.command import doorstroom


def fetch(
    server: Server,  # noqa: F811
    path: str,
    method: str = "GET",
    body: bytes | None = None,
    **headers: str,
) -> tuple[int, dict[str, str], str]:
    host = server.address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()


@pytest.mark.parametrize(("query", "lang"), [("", "nl"), ("?lang=en", "en"), ("?lang=xx", "nl")])
def test_the_page_says_its_language(server: Server, query: str, lang: str) -> None:  # noqa: F811
    status, _, page = fetch(server, f"/{query}", accept_encoding="gzip")
    assert status == 200
    assert f'<html lang="{lang}">' in page
    assert "<title>Doorstroom</title>" in page
    assert "service-desc" not in page


@pytest.mark.parametrize("path", ["/", "/scenario", "/_stcore/health"])
def test_every_answer_forbids_what_comes_from_elsewhere(server: Server, path: str) -> None:  # noqa: F811
    status, headers, _ = fetch(server, path)
    assert status == 200
    rules = headers["content-security-policy"]
    assert "default-src 'self'" in rules
    assert "http:" not in rules
    assert "https:" not in rules
    assert "script-src 'self' 'unsafe-eval'" in rules
    assert "'unsafe-inline'" not in re.search(r"script-src [^;]*", rules)[0]  # type: ignore[index]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_another_host_or_origin_is_refused(server: Server) -> None:  # noqa: F811
    upgrade = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec_websocket_version": "13",
        "sec_websocket_key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for stranger in ({"origin": "http://evil.example"}, {"host": "evil.example"}):
        assert fetch(server, "/_stcore/stream", **stranger, **upgrade)[0] in (400, 403), stranger


def test_files_outside_and_uploads_without_a_token_are_refused(server: Server) -> None:  # noqa: F811
    for path in ("/../../pyproject.toml", "/static/../../../pyproject.toml", "/%2e%2e/app.py"):
        _, _, body = fetch(server, path)
        assert "[project]" not in body
        assert "st.App(" not in body
    status, _, _ = fetch(server, "/_stcore/upload_file/a/b", "PUT", b"x")
    assert status >= 400


def test_it_listens_on_this_machine_only(server: Server) -> None:  # noqa: F811
    assert settings(8501)["server.address"] == "127.0.0.1"
    assert settings(8501, ("app.example",))["server.allowedHosts"][-1] == "app.example"
    assert settings(8501)["browser.gatherUsageStats"] is False
    assert settings(8501)["client.showErrorDetails"] == "none"
    assert server.address.startswith("http://127.0.0.1:")


def test_streamlit_run_uses_the_same_settings() -> None:
    linked = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert linked == tomllib.loads((HERE / "config.toml").read_text(encoding="utf-8"))


def test_only_our_own_inline_script_may_run() -> None:
    page = '<html lang="en"><script>window.a = 1</script><noscript>English</noscript></html>'
    dressed = rewrite(page, "nl")
    assert "English" not in dressed
    assert "JavaScript" in dressed
    assert policy(dressed) == policy(page)
    assert policy(page) != policy(page.replace("a = 1", "a = 2"))


def test_the_command_starts_it_and_ends(tmp_path: Path) -> None:
    done = doorstroom("app", "--check", store=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"http://127\.0\.0\.1:\d+", done.stdout)


def test_the_command_refuses_a_port_that_cannot_be(server: Server, tmp_path: Path) -> None:  # noqa: F811
    taken = server.address.rsplit(":", 1)[1]
    done = doorstroom("app", "--port", taken, store=tmp_path)
    assert done.returncode == 2
    assert "bezet" in done.stderr
    assert doorstroom("app", "--port", "80", store=tmp_path).returncode == 2


def test_streamlit_run_serves_the_same_app(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    environment = os.environ | {"DOORSTROOM_STORE": str(tmp_path / "store")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address, process)
        started = Server(address, tmp_path / "store", tmp_path / "log")
        _, headers, page = fetch(started, "/")
        assert '<html lang="nl">' in page
        assert "default-src 'self'" in headers["content-security-policy"]
    finally:
        process.terminate()
        process.wait(timeout=30)

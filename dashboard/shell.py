"""What the browser is told around every page: its language, its title, and what it may load.

Streamlit serves one page in English and sends no security headers. This layer around it sets
the language, and forbids every address but this server's own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import parse_qs

from experiments.texts import DEFAULT_LANGUAGE, LANGUAGES

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_POINTER = re.compile(r"<link rel=\"service-desc\"[^>]*>")
_TITLE = re.compile(r"<title>.*?</title>")
_WITHOUT_SCRIPTS = {
    "nl": "Doorstroom heeft JavaScript nodig. Zet het aan voor dit adres.",
    "en": "Doorstroom needs JavaScript. Switch it on for this address.",
}
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CHANGES_OF_BODY = {b"content-length", b"etag", b"last-modified", b"content-encoding"}


class Shell:
    """ASGI middleware: language, title and security headers on every answer."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, and dress its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(_language_of(scope), send)
        # The page itself is rewritten, so it must come plain and whole.
        plain = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
        if "/static/" not in scope["path"] and scope["method"] == "GET":
            headers = [pair for pair in scope["headers"] if pair[0] not in plain]
            scope = scope | {"headers": headers}
        await self._app(scope, receive, answer.send)


class _Answer:
    """Holds back the start and the body of an HTML answer until both can be rewritten."""

    def __init__(self, lang: str, send: Any) -> None:
        self._lang = lang
        self._send = send
        self._start: Any = None
        self._body = b""

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            if not _is_page(message["headers"]):
                await self._send(message | {"headers": _dressed(message["headers"], policy())})
            return
        if message["type"] != "http.response.body" or not _is_page(self._start["headers"]):
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body", False):
            return
        page = rewrite(self._body.decode("utf-8"), self._lang)
        body = page.encode("utf-8")
        kept = [pair for pair in self._start["headers"] if pair[0] not in _CHANGES_OF_BODY]
        kept.append((b"content-length", str(len(body)).encode()))
        await self._send(self._start | {"headers": _dressed(kept, policy(page))})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def rewrite(page: str, lang: str) -> str:
    """Return Streamlit's page in our language, under our name, without pointers elsewhere."""
    page = page.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    page = _TITLE.sub("<title>Doorstroom</title>", page, count=1)
    page = _POINTER.sub("", page)
    plain = f"<noscript><p>{_WITHOUT_SCRIPTS[lang]}</p></noscript>"
    return _NOSCRIPT.sub(plain, page, count=1)


def policy(page: str = "") -> str:
    """Return the content security policy: nothing from elsewhere, and no script but our own.

    page: its inline scripts are allowed by their digest. Charts of Vega compile expressions,
    hence 'unsafe-eval'; Streamlit sets styles from scripts, hence 'unsafe-inline' for styles.
    """
    scripts = [_digest(script) for script in _INLINE_SCRIPT.findall(page)]
    allowed = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", "'unsafe-eval'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _digest(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _language_of(scope: Any) -> str:
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def _is_page(headers: Any) -> bool:
    """Whether this is Streamlit's own page, and no HTML report that somebody takes along."""
    found = {name.lower(): value for name, value in headers}
    if found.get(b"content-disposition", b"").startswith(b"attachment"):
        return False
    return found.get(b"content-type", b"").startswith(b"text/html")


def _dressed(headers: Any, content_policy: str) -> list[tuple[bytes, bytes]]:
    ours = _HEADERS | {"content-security-policy": content_policy}
    names = {name.encode() for name in ours}
    kept = [(name, value) for name, value in headers if name.lower() not in names]
    return kept + [(name.encode(), value.encode()) for name, value in ours.items()]

"""The same slides, the same bytes: a zip without times, and sheets inside without dates."""

from __future__ import annotations

import io
import re
import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ABOUT = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_DATE = rb"\g<1>1980-01-01T00:00:00Z"


def packed(presentation: object) -> bytes:
    """Return a presentation as the bytes of its file, the same on every day."""
    buffer = io.BytesIO()
    presentation.save(buffer)  # type: ignore[attr-defined]
    return _timeless(buffer.getvalue())


def _timeless(package: bytes) -> bytes:
    """Return a zip of Office with the same files, without times; also of the sheets in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith(".xlsx"):
                body = _timeless(body)
            elif name == _ABOUT:
                body = _DATES.sub(_NO_DATE, body)
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, body)
    return made.getvalue()

"""Where results are kept: `--store`, else DOORSTROOM_STORE, else the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "DOORSTROOM_STORE"


def store_folder(chosen: Path | None = None) -> Path:
    """Return the folder that holds all results; it need not exist yet.

    chosen: what the user gave with `--store`, if anything.
    """
    if chosen is not None:
        return chosen.expanduser().absolute()
    variable = os.environ.get(STORE_VARIABLE)
    if variable:
        return Path(variable).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("doorstroom", appauthor=False) / "store"

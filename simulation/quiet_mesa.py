"""Mesa, imported without its side effect: this package takes Mesa from here and nowhere else.

Mesa 3.3 sets how the whole program starts new processes when it is imported; whoever only wants
a model to look at has not asked for that. What was set before is set again.
"""

from __future__ import annotations

import multiprocessing

_START_METHOD = multiprocessing.get_start_method(allow_none=True)

import mesa  # noqa: E402

if multiprocessing.get_start_method(allow_none=True) != _START_METHOD:
    multiprocessing.set_start_method(_START_METHOD, force=True)

__all__ = ["mesa"]

"""Mesa, imported without its side effect: the oracle's modules take it from here.

Mesa 3.3 sets the start method of new processes for the whole program when it is imported.
"""

import multiprocessing

_START_METHOD = multiprocessing.get_start_method(allow_none=True)

import mesa  # noqa: E402

multiprocessing.set_start_method(_START_METHOD, force=True)

__all__ = ["mesa"]

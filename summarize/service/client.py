"""The old place of `summarize.client`; it goes with the next release."""

import warnings

from summarize.client import *  # noqa: F403  (the same names, from where they are now)
from summarize.client import __all__ as __all__

warnings.warn(
    "summarize.service.client is now summarize.client",
    DeprecationWarning,
    stacklevel=2,
)

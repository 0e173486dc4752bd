"""The fixtures of the built sites. They are written in `sites.py` and `browsers.py`, where mypy reads them."""

from browsers import browser, chosen, hosts, published
from sites import site, sites

__all__ = ["browser", "chosen", "hosts", "published", "site", "sites"]

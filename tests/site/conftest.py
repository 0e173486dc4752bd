"""The fixtures of the built sites. They are written in `sites.py`, where mypy reads them."""

from sites import site, sites

__all__ = ["site", "sites"]

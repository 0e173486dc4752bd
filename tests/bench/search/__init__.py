"""The search part of `make bench`: ours beside the theme's, Zensical's, Pagefind, and two libraries from npm.

Everything is measured in one run on one machine, so that the ratios hold where the seconds do not.
"""

import sys
from pathlib import Path

# The judged searches and their judge. pytest finds them by their folder, and so must whoever is not pytest.
sys.path.append(str(Path(__file__).parents[2] / "sok"))

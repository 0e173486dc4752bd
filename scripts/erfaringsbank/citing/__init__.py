"""How a page is cited: the reference, and the files reference managers read."""

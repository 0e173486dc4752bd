"""The finishing pass over built HTML: HTML in, HTML out, and a count for each edit."""

"""The one identity file a municipality replaces: read, explained and checked for contrast."""

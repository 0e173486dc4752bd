"""`make bench`: how long each stage takes, for the real bank and for made banks of growing size.

Seconds are never a part of a test. What is tested is that the made banks are clean and that the counting is right.
"""

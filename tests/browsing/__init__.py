"""The finished site as a reader's browser meets it: axe on every page, pictures of it, and Lighthouse.

`make axe`, `make skjermbilder` and `make lighthouse` run this over `build/site`; the tests in `tests/site` use the same
parts on the test bank.
"""

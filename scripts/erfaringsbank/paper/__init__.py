"""Pages made for paper. Pure.

`fragments` makes a part of a longer document out of a record's page, and `sections` puts all records of a type
together on one page of the site.
"""

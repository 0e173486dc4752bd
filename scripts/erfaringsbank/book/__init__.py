"""The whole bank as one report. Pure; `report_files` writes it.

`chapters` puts the records' pages together, `plain` takes out what only the site's style can show, `report` makes one
document of the chapters for PDF, and `epub` packs them for e-readers.
"""

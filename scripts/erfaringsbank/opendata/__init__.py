"""The bank as data: the registry of exports, one file a record, schemas, the package, catalogue and feeds."""

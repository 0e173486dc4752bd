"""The page of an event: its programme, the file to take home and the calendar."""

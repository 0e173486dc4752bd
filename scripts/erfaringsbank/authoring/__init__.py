"""What changes the files of a bank: new records, moves, renumbering and one way to write them."""

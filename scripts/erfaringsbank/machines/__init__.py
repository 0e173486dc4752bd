"""What a page says of itself to machines: head, linked data, plain Markdown, and how all of it is found."""

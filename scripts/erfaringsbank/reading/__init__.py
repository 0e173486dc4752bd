"""Text to values with positions: strict YAML, its faults and comments, and the shape a file must have."""

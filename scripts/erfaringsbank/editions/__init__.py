"""What each edition held, and what changed between two of them: compared by meaning, told as pages and a feed."""

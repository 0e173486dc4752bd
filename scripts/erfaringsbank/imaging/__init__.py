"""Pictures with pixels: social cards, icons and the mark, set in the colours of the profile."""

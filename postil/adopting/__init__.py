"""Notes from other programs become notes of the site, if they fit it exactly."""

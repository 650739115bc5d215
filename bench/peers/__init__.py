"""Other generators of static sites, given the same words and notes, and measured beside Postil."""

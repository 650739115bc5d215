"""From ranges over the text layer to flat, well-nested HTML."""

"""From what a note says about its place to the one range of the text layer that it means."""

"""Disk and time: what is read from the site's folder, and how the output is put in place."""

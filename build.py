#!/usr/bin/env python3
"""Build the site in this folder: ``python build.py``. The same program as the command ``postil``."""

from postil.cli import main

if __name__ == "__main__":
    main()

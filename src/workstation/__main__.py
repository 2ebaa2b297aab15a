"""The start: arguments to `commandline`."""

import sys

from workstation.commandline.running import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # an installed program starts its reading child as itself (directory/safe_reading.py)
        import multiprocessing

        multiprocessing.freeze_support()
    sys.exit(main())

"""The start: arguments to `commandline`."""

import sys

from workstation.commandline.running import main

if __name__ == "__main__":
    sys.exit(main())

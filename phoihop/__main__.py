"""`python -m phoihop` is the same as `phoihop`."""

import sys

from phoihop.commands import main

sys.exit(main())

"""Python imports this at its start where the folder is on its path: the process then lives some minutes ahead.

So an hour in which the product is switched off passes at once. Only the parts of the product travel: the supervisor
compares the clock with the times of files, and those are the machine's.
"""

import os
import sys
from datetime import timedelta

_PARTS = {"serve", "work", "clock", "sandbox"}

if _PARTS & set(sys.orig_argv[3:4]):
    import time_machine

    _ahead = timedelta(minutes=float(os.environ["TESTS_CLOCK_AHEAD_MINUTES"]))
    time_machine.travel(_ahead, tick=True).start()

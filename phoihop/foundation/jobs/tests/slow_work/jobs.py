"""Twenty steps; each is written down before it is saved, as real work would be done before it is called done."""

import time
from pathlib import Path

from phoihop.foundation.jobs import kinds


@kinds.job("test.slow", title="Slow work")
def slow(run):
    for step in range(run.done, 20):
        with Path(run.arguments["trace"]).open("a") as trace:
            print(step, file=trace)
        time.sleep(0.05)
        run.progress(step + 1, 20)
    return {"url": "/done/"}

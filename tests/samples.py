"""The real joint documents kept beside the repository. Absent: a visible skip on a laptop, a failure in CI."""

import os
from pathlib import Path

import pytest

# Joint documents as their publishers print them: an inter-ministerial resolution and two circulars.
TEXTS = ("nqlt-01-1999-tp-vhtt-nnptnt-dtmn-nd.txt", "ttlt-03-2012-btp-bca.txt", "ttlt-85-2016-btc-bca.txt")
FOLDER = Path(__file__).resolve().parents[2] / "shared" / "samples"

needed = pytest.mark.skipif(
    not FOLDER.is_dir() and not os.environ.get("CI"), reason="the sample documents are not beside this checkout"
)

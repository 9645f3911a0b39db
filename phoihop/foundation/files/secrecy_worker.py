"""Run as a program: try to read one document, and print the code of the refusal, if any."""

import resource
import sys
from pathlib import Path

MEMORY = 2**30


def main(path: str, suffix: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    from phoihop.engines.reading import Unreadable, read

    try:
        read(Path(path).read_bytes(), filename=f"document{suffix}")
    except Unreadable as refusal:
        sys.stdout.write(refusal.code)


if __name__ == "__main__":
    main(*sys.argv[1:])

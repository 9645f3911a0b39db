"""The verdict on a PDF: does each signature stand, who gave it, when, with what proof, and what changed afterwards.

| module         | for                                                                              |
|----------------|----------------------------------------------------------------------------------|
| `apart`        | `verify_apart`: in a process of its own, within limits of time and memory        |
| `child`        | the program of that process                                                      |
| `judging`      | `verify`: the verdict itself, in this process                                    |
| `document`     | what the file is: its signatures in every revision, its bytes, what it may do    |
| `changes`      | what may change after a signature, and what did                                  |
| `forms`        | fields, their values and where they are drawn                                    |
| `describing`   | what differs between two revisions, in sentences                                 |
| `known`        | certificates and revocation data that the file carries                           |
| `trust`        | certificates, revocation and time                                                |
| `algorithms`   | what is strong enough                                                            |
| `roots`        | trusted certificates from files                                                  |
| `telling`      | what a signature says of itself                                                  |
| `sentences`    | the reasons, in Vietnamese                                                       |

pyHanko parses, checks signatures and compares revisions; what it lets pass that a citizen would not is refused here.
Everything unforeseen ends as *indeterminate* or *unreadable*, never as *valid*.
"""

from collections.abc import Sequence
from datetime import datetime

from phoihop.engines.pdf_signing.content import Report
from phoihop.engines.pdf_signing.verifying.apart import MAX_BYTES, verify_apart

__all__ = ["MAX_BYTES", "verify", "verify_apart"]


def verify(pdf: bytes, *, roots: Sequence[bytes], at: datetime | None = None, fetch: bool = False) -> Report:
    """The verdict on a file of our own making, in this process. What came from outside belongs in `verify_apart`.

    `roots` are the trusted certificates (DER). `at` is the moment of judging, now if not given. With `fetch`,
    revocation is asked for over http, at the addresses of certificates that lead to a trusted root only.
    """
    from phoihop.engines.pdf_signing.verifying.judging import judge

    return judge(pdf, roots=roots, at=at, fetch=fetch)

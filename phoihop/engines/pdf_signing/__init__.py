"""Signatures in PDF: places for them, giving them, raising their proof, and judging them. pyHanko does the craft.

Nothing is imported here: pyHanko takes its time, and whoever verifies needs other parts than whoever signs.

| module         | for                                                                                          |
|----------------|----------------------------------------------------------------------------------------------|
| `content`      | what goes in and comes out                                                                   |
| `fields`       | empty fields for signatures, numbers and dates, put into a finished PDF                      |
| `filling`      | numbers and dates filled in without touching what was signed                                 |
| `signing`      | a signature begun here and made elsewhere: `begin`, `finish`                                 |
| `handing_back` | a PDF that was signed with somebody's own tool, compared with the one that was given out     |
| `levels`       | timestamps and revocation data, as far as the services answer                                |
| `certificates` | reading certificates                                                                         |
| `keys`         | keys that answer at once: signing services (CSC), devices (PKCS#11), the demonstration's own |
| `verifying`    | the verdict on a PDF, in a process of its own                                                |
"""

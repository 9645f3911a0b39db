"""The life of a coordination programme, and so the order of this package.

agree       prepare · consult · settle · sign
carry out   oblige · report · raise · hear · brief
review      look back
publish     tell
always      keep: one ledger, one dossier, readable in thirty years

A stage may know the stages before it, never the ones after (tested in tests/architecture and by import contracts).
"""

__version__ = "0.1.0"

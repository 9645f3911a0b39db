"""Everything that can happen to the books."""

from phoihop.foundation.numbers.verbs.keeping import begin_series_at, close_term, name_symbol, open_term
from phoihop.foundation.numbers.verbs.numbering import reserve_number, use_number, void_number

__all__ = [
    "begin_series_at",
    "close_term",
    "name_symbol",
    "open_term",
    "reserve_number",
    "use_number",
    "void_number",
]

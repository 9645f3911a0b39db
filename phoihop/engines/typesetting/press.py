"""Typst behind one function: a template of ours, data as JSON, a PDF and what the layout tells about it."""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

import typst

from phoihop.engines.typesetting.content import CannotTypeset
from phoihop.engines.typesetting.fonts import fonts

TEMPLATES: Final = files("phoihop.engines.typesetting") / "templates"
_forgetting = threading.Lock()
_UNKNOWN_CHARACTERS = re.compile(r'the text `?"(.+?)"`? could not be displayed')


#: Typst keeps the pieces of its last ten documents for reuse: half a gigabyte after a few dozen papers. Blank ones push
#: them out sooner, at half a millisecond each; what every paper shares is used again before it falls out.
_BLANKS: Final = 4


class Press:
    """One template, compiled again and again: what does not change between papers is kept between them."""

    def __init__(self, template: str) -> None:
        # A compiler keeps its last document for queries, so setting and asking belong under one lock.
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            input=str(TEMPLATES / template), root=str(TEMPLATES), font_paths=fonts(), ignore_system_fonts=True
        )

    def set(self, inputs: Mapping[str, Any], *, at: datetime, ask: str = "") -> tuple[bytes, list[Any]]:
        """The PDF/A-2b, and the values of the metadata labelled `ask`. Raises CannotTypeset."""
        given = {name: json.dumps(value, ensure_ascii=False) for name, value in inputs.items()}
        try:
            with self._lock:
                pdf = self._compiler.compile(
                    format="pdf",
                    sys_inputs=given,
                    pdf_standards=["a-2b"],
                    timestamp=at.astimezone(UTC).replace(microsecond=0),
                )
                told = json.loads(self._compiler.query(f"<{ask}>", field="value")) if ask else []
            _forget()
        except typst.TypstError as error:
            raise CannotTypeset(_sentence(error)) from error
        assert isinstance(pdf, bytes)  # one file is asked for, and no output path given
        return pdf, told


def _forget() -> None:
    with _forgetting:
        for _ in range(_BLANKS):
            _blank().compile(format="svg")


@cache
def _blank() -> typst.Compiler:
    return typst.Compiler(input=str(TEMPLATES / "blank.typ"), root=str(TEMPLATES), ignore_system_fonts=True)


@cache
def press(template: str) -> Press:
    return Press(template)


def _sentence(error: typst.TypstError) -> str:
    unknown = _UNKNOWN_CHARACTERS.search(error.message)
    if unknown:
        return f"Phông chữ của văn bản không có ký tự “{unknown[1]}”. Hãy thay hoặc bỏ ký tự đó."
    return f"Không dàn trang được văn bản: {error.message}"

from collections.abc import Iterable
from typing import Any, BinaryIO

from fontTools.ttLib import TTFont

class Options:
    flavor: str | None
    layout_features: list[str]
    hinting: bool
    desubroutinize: bool
    name_IDs: list[int] | list[str]
    notdef_outline: bool
    recalc_timestamp: bool
    def __init__(self, **options: Any) -> None: ...

class Subsetter:
    def __init__(self, options: Options | None = ...) -> None: ...
    def populate(
        self,
        glyphs: Iterable[str] = ...,
        gids: Iterable[int] = ...,
        unicodes: Iterable[int] = ...,
        text: str = ...,
    ) -> None: ...
    def subset(self, font: TTFont) -> None: ...

def load_font(fontFile: str | BinaryIO, options: Options, **arguments: Any) -> TTFont: ...
def save_font(font: TTFont, outfile: str | BinaryIO, options: Options) -> None: ...

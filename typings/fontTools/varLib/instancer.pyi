from collections.abc import Mapping

from fontTools.ttLib import TTFont

AxisLimit = float | tuple[float, float] | tuple[float, float, float] | None

def instantiateVariableFont(
    varfont: TTFont,
    axisLimits: Mapping[str, AxisLimit],
    inplace: bool = ...,
    optimize: bool = ...,
    overlap: int | bool = ...,
    updateFontNames: bool = ...,
) -> TTFont: ...

from collections.abc import Callable
from typing import Any, TypeVar

Compiled = TypeVar("Compiled", bound=Callable[..., Any])

def njit(*, cache: bool = ..., nogil: bool = ...) -> Callable[[Compiled], Compiled]: ...

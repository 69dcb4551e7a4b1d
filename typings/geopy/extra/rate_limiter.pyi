from collections.abc import Callable
from typing import Any

class RateLimiter:
    def __init__(
        self,
        func: Callable[..., Any],
        *,
        min_delay_seconds: float = ...,
        max_retries: int = ...,
        error_wait_seconds: float = ...,
        swallow_exceptions: bool = ...,
        return_value_on_exception: Any = ...,
    ) -> None: ...
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

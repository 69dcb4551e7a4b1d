class Point:
    latitude: float
    longitude: float
    altitude: float
    def __init__(
        self, latitude: float | str = ..., longitude: float = ..., altitude: float = ...
    ) -> None: ...

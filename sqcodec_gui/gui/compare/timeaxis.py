"""Time as people read it: minutes and seconds, on an axis and in a line of text."""

import pyqtgraph as pg

_STEPS_S = (
    0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
)  # fmt: skip
_LABEL_WIDTH_PX = 90


def clock(time_s: float, decimals: int = 0) -> str:
    """Such as “0:07”, “12:03.5”, “1:02:03”; cut and not rounded, as clocks do."""
    scale = 10**decimals
    units = int(max(0.0, time_s) * scale + 1e-6)
    seconds, fraction = divmod(units, scale)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}.{fraction:0{decimals}}" if decimals else text


class TimeAxis(pg.AxisItem):
    """The bottom axis of a plot over seconds."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.enableAutoSIPrefix(False)

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Labels about 90 pixels apart, at whole steps that people count in."""
        wanted = (maxVal - minVal) * _LABEL_WIDTH_PX / max(1.0, size)
        step_s = next((step for step in _STEPS_S if step >= wanted), _STEPS_S[-1])
        return [(step_s, 0)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        decimals = next((count for count in range(5) if spacing * 10**count >= 0.9999), 4)
        return [clock(value + 10.0**-decimals / 10, decimals) for value in values]

"""A loop begins and ends at a pair of seconds (start, stop)."""

SHORTEST_S = 0.05
USUAL_S = 3.0
Loop = tuple[float, float]


def within(start_s: float, stop_s: float, duration_s: float) -> Loop:
    """Return a loop from the earlier to the later moment, within ``duration_s`` and at least ``SHORTEST_S`` long."""
    start_s, stop_s = sorted((start_s, stop_s))
    start_s = max(0.0, min(start_s, duration_s - SHORTEST_S))
    return start_s, max(start_s + SHORTEST_S, min(stop_s, duration_s))


def nudged(loop_s: Loop, is_end: bool, by_s: float) -> Loop:
    """Return the loop with its end (``is_end``) or its start moved by ``by_s`` seconds, at most up to the other."""
    start_s, stop_s = loop_s
    return (start_s, max(start_s, stop_s + by_s)) if is_end else (min(start_s + by_s, stop_s), stop_s)


def with_edge(loop_s: Loop, is_end: bool, at_s: float) -> Loop:
    """Return the loop with its end (``is_end``) or its start at ``at_s``; the other gives way if it must."""
    start_s, stop_s = loop_s
    return (min(start_s, at_s), at_s) if is_end else (at_s, max(stop_s, at_s))

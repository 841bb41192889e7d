"""How a series of measurements is summed up on one line."""

from collections.abc import Sequence
from statistics import median, quantiles


def line(what: str, milliseconds: Sequence[float]) -> str:
    """Median, 95th percentile and worst of at least two measurements."""
    p95 = quantiles(milliseconds, n=20, method="inclusive")[-1]
    return (
        f"{what:<52} median {median(milliseconds):7.1f} ms   "
        f"p95 {p95:7.1f} ms   worst {max(milliseconds):7.1f} ms   n {len(milliseconds)}"
    )

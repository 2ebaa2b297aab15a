"""How every measurement is printed: as a ratio against a floor or peer of the same run, with the machine."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def machine() -> str:
    """Return one line about this machine and how busy it is."""
    model = "unknown processor"
    if Path("/proc/cpuinfo").exists():
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"


def timed(work: Callable[[], object]) -> float:
    """Return how long `work` took, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def interleaved(parts: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure every part once a round, so that a busy moment hits all of them; each part returns milliseconds."""
    found: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(rounds):
        for name, part in parts.items():
            found[name].append(part())
    return found


def p95(values: list[float]) -> float:
    """Return the 95th percentile (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered) + 0.5) - 1)]


def row(what: str, ours: list[float], floor: list[float], against: str, target: str = "") -> str:
    """Return one line: medians, p95 and the ratio of medians."""
    mine, theirs = statistics.median(ours), statistics.median(floor)
    ratio = mine / theirs if theirs else float("inf")
    aim = f"  (target {target})" if target else ""
    return (
        f"{what:<34} {mine:9.3f} ms  p95 {p95(ours):9.3f}   {against:<28} {theirs:9.3f} ms   ratio {ratio:5.2f}{aim}"
    )

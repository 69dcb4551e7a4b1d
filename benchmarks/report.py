"""The figures of a run as text."""

from __future__ import annotations

from typing import Any


def printed(figures: dict[str, Any]) -> str:
    """Tables for people: times by class and engine, then what each engine costs."""
    lines = [f"{figures['listings']:,} listings, {figures['date']}, {figures['machine']}", ""]
    lines.append(f"{'class':12} {'engine':11} {'p50 ms':>9} {'p99 ms':>9} {'ratio':>7}  same")
    for kind, engines in figures["classes"].items():
        for name, one in engines.items():
            lines.append(
                f"{kind:12} {name:11} {one['p50_ms']:9.2f} {one['p99_ms']:9.2f} "
                f"{one['ratio']:7.1f}  {_same(one)}"
            )
    lines += ["", f"{'engine':11} {'build s':>8} {'MB':>8} {'edit ms':>8}"]
    for name, one in figures["engines"].items():
        lines.append(
            f"{name:11} {one['build_s']:8.2f} {one['bytes'] / 1e6:8.1f} "
            f"{one['edit_visible_ms']:8.2f}"
        )
    own = figures["engines"]["ours"]
    words = figures["words"]
    lines += [
        "",
        (
            f"ours: {own['bytes_per_listing']:.0f} bytes a listing, "
            f"process {own['process_mb']} MB; "
            f"a look at the revision {words['revision_us_p50']:.0f} us "
            f"(p99 {words['revision_us_p99']:.0f})"
        ),
    ]
    return "\n".join(lines)


def _same(one: dict[str, Any]) -> str:
    if "recall_at_10" in one:
        return f"recall@10 {one['recall_at_10']:.2f}"
    if "told_p50_ms" in one:
        return (
            f"(own work {one['work_p50_ms']:.2f} / {one['work_p99_ms']:.2f}; with reasons "
            f"{one['told_p50_ms']:.2f} / {one['told_p99_ms']:.2f})"
        )
    if "same_top20" not in one:
        return ""
    top = "top 20" if one["same_top20"] else "OTHER TOP 20"
    return f"{top}, {'counts' if one['same_counts'] else 'OTHER COUNTS'} ({one['runs']} runs)"

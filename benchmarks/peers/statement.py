"""The search as one SQL statement, in the dialects of the peers.

A statement answers one step of widening: visits in reach, filters, issue fit over the asked
cells, the adaptive half distance, the weighted score with its factors, the best visit of each
listing, the order's key, and the counts by profession and filter. Kinds of result rows:

    s  total, good results, half distance
    r  listing, score, fit, load, whether new: the first of the order, newcomers, the best fit
    p  a profession and how many
    c  a filter and how many say yes and no
"""

# ruff: noqa: S608  # statements are put together from our own constants

from __future__ import annotations

from dataclasses import dataclass

FIRST = 46
"""So many of the order are fetched: twenty, with room for ties and the newcomer rule."""


@dataclass(frozen=True)
class Dialect:
    """Where the databases differ."""

    near: str
    """Offices in the box around the place, as a FROM clause with alias o."""
    homes: str
    """Offices from which home visits are made, around the place."""
    cells: str
    words: str
    """A parameter `words` as a list of values in parentheses."""
    shown: str
    """The same for `shown`, listings of earlier steps."""
    cover: str = "cover"
    """The covers of the asked issues."""
    least: str = "LEAST"
    most: str = "GREATEST"


@dataclass(frozen=True)
class Shape:
    """What a question uses; two questions of one shape share a prepared statement."""

    in_person: bool
    by_video: bool
    half_given: bool
    is_client: bool
    population: bool = False
    payer: bool = False
    payer_must: bool = False
    budget: bool = False
    language: bool = False
    method: bool = False
    wishes: int = 0
    words: bool = True
    shown: bool = False


DISTANCE = (
    "12742.018 * asin(sqrt({least}(1.0, sin((o.north - :north) / 2) * sin((o.north - :north) / 2)"
    " + :cosine * o.cosine * sin((o.east - :east) / 2) * sin((o.east - :east) / 2))))"
)


def statement(shape: Shape, dialect: Dialect) -> str:
    """The text for a shape, with `:name` for parameters."""
    text = f"""
WITH cell AS MATERIALIZED ({dialect.cells}),
visit AS MATERIALIZED ({" UNION ALL ".join(_visits(shape, dialect))}),
kept AS MATERIALIZED (
  SELECT v.listing, v.variant, v.sure, v.way FROM visit v JOIN listing l ON l.id = v.listing
  WHERE {" AND ".join(_filters(shape, dialect))}),
fitted AS MATERIALIZED (
  SELECT v.variant, SUM(c.weight * COALESCE(k.value, s.base)) / SUM(c.weight)
    * CASE WHEN MAX(c.important) = 1 THEN 1.0 ELSE 0.6 END AS fit
  FROM (SELECT DISTINCT variant FROM kept) v
  CROSS JOIN cell c
  JOIN scope s ON s.variant = v.variant AND s.facet = c.facet
  LEFT JOIN {dialect.cover} k ON k.variant = v.variant AND k.issue = c.issue AND k.facet = c.facet
  WHERE COALESCE(k.value, s.base) >= 0
  GROUP BY v.variant),
offered AS MATERIALIZED (
  SELECT k.listing, k.variant, k.sure, k.way, f.fit FROM kept k
  JOIN fitted f ON f.variant = k.variant WHERE f.fit >= 0.12 - 1e-9),
half AS ({_half(shape, dialect)}),
rated AS (
  SELECT o.listing, o.way, o.fit, l.load, l.profession,
    CASE WHEN l.checked = 1 AND l.joined BETWEEN :today - 90 AND :today THEN 1 ELSE 0 END AS fresh,
    {_factors(shape, dialect)} * ({_sum(shape, dialect)}) AS score
  FROM offered o JOIN listing l ON l.id = o.listing CROSS JOIN half h {_joins(shape)}),
best AS MATERIALIZED (
  SELECT * FROM (SELECT rated.*,
    ROW_NUMBER() OVER (PARTITION BY listing ORDER BY score DESC, way) AS visit_place FROM rated) x
  WHERE visit_place = 1),
ranked AS (
  SELECT best.*, ROW_NUMBER() OVER (ORDER BY score - 0.06 * load DESC, listing) AS place,
    MAX(fit) OVER () AS top_fit, COUNT(CASE WHEN score >= 0.4 - 1e-9 THEN 1 END) OVER () AS good
  FROM best)
SELECT 's' AS kind, CAST(COUNT(*) AS INTEGER) AS id, '' AS label,
  CAST(COUNT(CASE WHEN score >= 0.4 - 1e-9 THEN 1 END) AS DOUBLE PRECISION) AS x,
  CAST((SELECT km FROM half) AS DOUBLE PRECISION) AS y, 0.0 AS z, 0 AS n FROM best
UNION ALL SELECT 'r', listing, '', score, fit, load, fresh FROM ranked
  WHERE place <= {FIRST} OR good < 3 OR fit = top_fit OR (fresh = 1 AND fit >= 0.8 * top_fit)
UNION ALL SELECT 'p', CAST(COUNT(*) AS INTEGER), profession, 0.0, 0.0, 0.0, 0
  FROM best GROUP BY profession
UNION ALL SELECT 'c', f.filter, '', CAST(SUM(f.yes) AS DOUBLE PRECISION),
  CAST(SUM(1 - f.yes) AS DOUBLE PRECISION), 0.0, 0
  FROM best b JOIN fact f ON f.listing = b.listing GROUP BY f.filter
"""
    return text.replace("{least}", dialect.least)


def _visits(shape: Shape, dialect: Dialect) -> list[str]:
    found = []
    sure = f"{dialect.most}(0.0, {DISTANCE} - :own - o.uncertainty)"
    if shape.in_person:
        found += [
            (
                "SELECT n.listing, p.variant, n.sure, 0 AS way FROM "
                f"(SELECT o.listing, o.region, {sure} AS sure FROM {dialect.near}) n "
                "JOIN practice p ON p.listing = n.listing AND p.region = n.region "
                "WHERE n.sure <= :max_km"
            ),
            # Without a point only the town tells; other towns of the region are unknown.
            (
                "SELECT o.listing, p.variant, CASE WHEN o.city = :city THEN 0.0 END AS sure, "
                "0 AS way FROM office o "
                "JOIN practice p ON p.listing = o.listing AND p.region = o.region "
                "WHERE o.latitude IS NULL AND o.region = :region"
            ),
            (
                "SELECT n.listing, p.variant, n.sure, 1 AS way FROM "
                f"(SELECT o.listing, o.home_km, {sure} AS sure FROM {dialect.homes}) n "
                "JOIN practice p ON p.listing = n.listing AND p.region = :region "
                "WHERE n.sure <= n.home_km"
            ),
            (
                "SELECT o.listing, p.variant, 0.0 AS sure, 1 AS way FROM office o "
                "JOIN practice p ON p.listing = o.listing AND p.region = :region "
                "WHERE o.latitude IS NULL AND o.region = :region AND o.city = :city "
                "AND o.home_km IS NOT NULL"
            ),
        ]
    if shape.by_video:
        found.append(
            "SELECT listing, variant, CAST(NULL AS DOUBLE PRECISION) AS sure, 2 AS way "
            "FROM online WHERE region = :region"
        )
    return found


def _filters(shape: Shape, dialect: Dialect) -> list[str]:
    found = ["l.shown = 1", "(l.confirmed IS NULL OR l.confirmed > :today - 120)"]
    if not shape.is_client:
        found.append("l.id <> :viewer")
    if shape.population:
        found.append("(l.sees & :population) <> 0")
    if shape.payer_must:
        found.append(
            "EXISTS (SELECT 1 FROM fact f WHERE f.listing = l.id AND f.filter = :payer "
            "AND f.yes = 1)"
        )
    if shape.shown:
        found.append(f"l.id NOT IN {dialect.shown}")
    return found


def _half(shape: Shape, dialect: Dialect) -> str:
    if shape.half_given:
        return "SELECT CAST(:half AS DOUBLE PRECISION) AS km"
    return (
        f"SELECT {dialect.least}(60.0, {dialect.most}(5.0, COALESCE(AVG(d), 15.0))) AS km FROM ("
        "SELECT d, ROW_NUMBER() OVER (ORDER BY d) AS r, COUNT(*) OVER () AS n FROM ("
        "SELECT MIN(sure) AS d FROM offered WHERE sure IS NOT NULL GROUP BY listing "
        "ORDER BY d LIMIT 10) ten) middle WHERE 2 * r BETWEEN n AND n + 2"
    )


def _factors(shape: Shape, dialect: Dialect) -> str:
    gate = f"{dialect.least}(1.0, o.fit / 0.35)"
    if not shape.words:
        return gate
    return (
        f"{gate} * CASE WHEN EXISTS (SELECT 1 FROM refuses r WHERE r.listing = o.listing "
        f"AND r.word IN {dialect.words}) THEN 0.8 ELSE 1.0 END"
    )


def _joins(shape: Shape) -> str:
    found = []
    if not shape.is_client:
        found.append("LEFT JOIN trust t ON t.listing = o.listing")
    if shape.payer:
        found.append("LEFT JOIN fact fp ON fp.listing = o.listing AND fp.filter = :payer")
    if shape.language:
        found.append("LEFT JOIN speaks sp ON sp.listing = o.listing AND sp.code = :language")
    if shape.method:
        found.append(
            "LEFT JOIN offers om ON om.method = :method AND om.variant = o.variant "
            "LEFT JOIN family fm ON fm.family = :family AND fm.variant = o.variant"
        )
    found += [
        f"LEFT JOIN wish w{number} ON w{number}.listing = o.listing "
        f"AND w{number}.name = :wish{number}"
        for number in range(shape.wishes)
    ]
    return " ".join(found)


def _sum(shape: Shape, dialect: Dialect) -> str:
    least, most = dialect.least, dialect.most
    trust = "l.for_clients" if shape.is_client else "COALESCE(t.value, 0.0)"
    parts = [
        ":w_issue * o.fit",
        f":w_trust * {most}(0.1, {trust})",
        f":w_availability * {_availability(least, most)}",
        (
            ":w_proximity * CASE o.way WHEN 2 THEN :video WHEN 1 THEN 0.9 ELSE "
            "CASE WHEN o.sure IS NULL THEN 0.25 "
            f"ELSE power(2.0, -{most}(0.0, o.sure - 5.0) / h.km) END END"
        ),
    ]
    if not shape.is_client:
        parts.append(":w_collaboration * l.collaboration")
    if shape.payer or shape.budget:
        parts.append(f":w_pay * {_pay(shape, most)}")
    if shape.language:
        parts.append(":w_language * COALESCE(sp.value, l.silent)")
    if shape.method:
        parts.append(
            ":w_modality * COALESCE(om.value, CASE WHEN fm.variant IS NULL THEN 0.0 ELSE 0.3 END)"
        )
    if shape.wishes:
        met = " + ".join(f"COALESCE(w{number}.value, 0.25)" for number in range(shape.wishes))
        parts.append(f":w_preference * ({met}) / {shape.wishes}.0")
    return " + ".join(parts)


def _availability(least: str, most: str) -> str:
    wait = (
        f"CASE WHEN l.wait IS NULL THEN 0.5 ELSE power(2.0, -{most}(0.0, l.wait - 14) / 14.0) END"
    )
    return (
        f"CASE l.status WHEN 3 THEN {least}(0.5, {wait}) WHEN 1 THEN {least}(0.35, {wait}) "
        f"ELSE {wait} END * power(2.0, -CASE WHEN l.confirmed IS NULL THEN 90.0 "
        f"ELSE {most}(0.0, :today - l.confirmed) END / 180.0)"
    )


def _pay(shape: Shape, most: str) -> str:
    by_payer = (
        f"CASE WHEN fp.yes = 1 THEN 1.0 ELSE {most}(CASE WHEN fp.yes = 0 THEN 0.0 ELSE 0.3 END, "
        "CASE WHEN l.superbill = 1 THEN 0.35 ELSE 0.0 END) END"
    )
    slides = "CASE WHEN l.sliding_min <= :budget THEN 0.9 ELSE 0.0 END"
    by_fee = (
        "CASE WHEN l.fee IS NULL THEN CASE WHEN l.sliding_min <= :budget THEN 0.9 ELSE 0.3 END "
        "WHEN l.fee <= :budget THEN 1.0 "
        f"ELSE {most}({slides}, 0.8 * {most}(0.0, 1.0 - (l.fee - :budget) / :budget)) END"
    )
    if shape.payer and shape.budget:
        return f"{most}({by_payer}, {by_fee})"
    return by_payer if shape.payer else by_fee

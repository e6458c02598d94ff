,
-- The heaps of equals that there are, in the order in which they are drawn; scores are found by leaps over the index.
heaps AS MATERIALIZED (
    SELECT z.zone, k.kind, s.score, h.heap, activation_heap_lot(h.heap, %(seed)s) AS heap_lot
    FROM (SELECT DISTINCT zone FROM zoned) z CROSS JOIN unnest(%(kinds)s::varchar[]) k(kind) CROSS JOIN LATERAL (
        WITH RECURSIVE step(score) AS (
            (SELECT m.score FROM activation_matchrow m
                WHERE m.skill_id = %(skill)s AND m.timezone = z.zone AND m.kind = k.kind ORDER BY m.score DESC LIMIT 1)
            UNION ALL SELECT (SELECT m.score FROM activation_matchrow m
                WHERE m.skill_id = %(skill)s AND m.timezone = z.zone AND m.kind = k.kind AND m.score < step.score
                ORDER BY m.score DESC LIMIT 1) FROM step WHERE step.score IS NOT NULL
        ) SELECT score FROM step WHERE score IS NOT NULL
    ) s CROSS JOIN generate_series(0::bigint, 15) h(heap)
)

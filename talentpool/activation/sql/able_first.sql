,
-- The first so many whatever the slot: heap by heap in the published order, over all time zones, and no further.
able AS MATERIALIZED (
    SELECT * FROM (
        (SELECT m.* FROM activation_matchrow m
            WHERE m.agent_id = ANY ((SELECT people FROM favourites)::bigint[]) AND m.kind = ANY (%(kinds)s::varchar[])
                AND {person} AND {served}
            ORDER BY m.kind = %(preferred)s DESC, m.score DESC, activation_lot(m.agent_id, %(seed)s), m.agent_id)
        UNION ALL
        (SELECT x.* FROM (
            SELECT h.kind, h.score, h.heap FROM (SELECT DISTINCT kind, score, heap, heap_lot FROM heaps) h
            ORDER BY h.kind = %(preferred)s DESC, h.score DESC, h.heap_lot
        ) g CROSS JOIN LATERAL (
            SELECT m.* FROM activation_matchrow m
            WHERE m.timezone = ANY ((SELECT array_agg(DISTINCT zone) FROM zoned)::text[])
                AND m.kind = g.kind AND m.score = g.score AND (hashint8extended(m.agent_id, 0) & 15) = g.heap
                AND NOT m.agent_id = ANY (coalesce((SELECT people FROM favourites), '{}')::bigint[]) AND {person} AND {served}
            ORDER BY activation_lot(m.agent_id, %(seed)s), m.agent_id
        ) x)
    ) e LIMIT %(people)s::bigint
)

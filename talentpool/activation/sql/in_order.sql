(
            -- Heap after heap in their order, each sorted by itself. A heap is looked up by the row of ``heaps`` before it,
            -- which only a nested loop can do, and that keeps their order: whoever reads stops in the one that fills the list.
            SELECT x.* FROM (
                SELECT * FROM heaps h WHERE h.zone = s.zone AND h.kind = {kind} ORDER BY h.score DESC, h.heap_lot
            ) g CROSS JOIN LATERAL (
                SELECT m.agent_id, m.kind, m.score, m.floor_minor, m.timezone, m.rest_minutes, m.weekly_cap_minutes, m.work,
                    activation_lot(m.agent_id, %(seed)s) AS lot
                FROM {people} m
                WHERE m.kind = g.kind AND m.score = g.score AND (hashint8extended(m.agent_id, 0) & 15) = g.heap
                    AND {eligible}
                ORDER BY lot, m.agent_id
            ) x
        )

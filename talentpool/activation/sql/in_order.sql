(
            -- Heap after heap in their order: whoever reads stops in the one that fills the list.
            SELECT x.*, g.score AS step, g.heap_lot FROM (
                SELECT * FROM heaps h WHERE h.zone = s.zone AND h.kind = {kind} ORDER BY h.score DESC, h.heap_lot
            ) g CROSS JOIN LATERAL (
                SELECT * FROM activation_matchrow r WHERE r.skill_id = %(skill)s AND r.timezone = g.zone AND r.kind = g.kind
                    AND r.score = g.score AND (hashint8extended(r.agent_id, 0) & 15) = g.heap OFFSET 0
            ) x
        )

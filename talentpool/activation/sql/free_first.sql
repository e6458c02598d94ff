(
                    -- By these indexes and no other: beside them the planner would also read the whole published order.
                    (SELECT * FROM activation_matchrow r WHERE isempty(r.extra)
                        AND activation_free_keys(r.free_week, r.skill_id, r.kind, r.score, hashint8extended(r.agent_id, 0) & 15)
                        @> activation_hour_keys(%(skill)s, g.kind, g.score, g.heap, s.hours::smallint[]) OFFSET 0)
                    UNION ALL
                    (SELECT * FROM activation_matchrow x WHERE x.skill_id = %(skill)s AND x.kind = g.kind AND x.score = g.score
                        AND (hashint8extended(x.agent_id, 0) & 15) = g.heap AND NOT isempty(x.extra) OFFSET 0)
                )

(
            SELECT * FROM activation_matchrow r WHERE isempty(r.extra)
                AND activation_free_keys(r.free_week, r.skill_id, r.kind) @> activation_hour_keys(%(skill)s, {kind}, s.hours::smallint[])
            UNION ALL
            SELECT * FROM (SELECT * FROM activation_matchrow x
                WHERE x.skill_id = %(skill)s AND NOT isempty(x.extra) OFFSET 0) r
        )

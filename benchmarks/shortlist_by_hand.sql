SELECT 0, m.agent_id, m.kind = 'shared' AS suits, m.score, m.lot, m.kind, m.floor_minor, m.timezone, m.rest_minutes, k.last_asked_at
FROM (
    SELECT x.* FROM (
        SELECT kind, step / 20.0::float8 AS score, heap, activation_heap_lot(heap, 1) AS lot
        FROM unnest(ARRAY['shared', 'home_based']) kind, generate_series(0, 20) step, generate_series(0::bigint, 15) heap
        ORDER BY kind = 'shared' DESC, step DESC, activation_heap_lot(heap, 1)
    ) g CROSS JOIN LATERAL (
        SELECT m.*, activation_lot(m.agent_id, 1) AS lot FROM (
            SELECT * FROM activation_matchrow r
            WHERE activation_free_keys(r.free_week, r.skill_id, r.kind, r.score, hashint8extended(r.agent_id, 0) & 15)
                @> activation_hour_keys(%(skill)s, g.kind, g.score, g.heap, %(hours)s::smallint[]) OFFSET 0
        ) m
        WHERE m.deployable AND m.certified_until >= %(until)s AND m.floor_minor <= %(pay)s
            AND (m.free_week & %(mask)s::bit(672)) = %(mask)s::bit(672)
            AND m.channels && ARRAY['chat:1', 'chat:2', 'chat:3', 'chat:4', 'chat:5']::varchar[]
            AND m.languages && ARRAY['cmn:3', 'cmn:4', 'cmn:5']::varchar[]
            AND (m.paused_until IS NULL OR m.paused_until <= %(now)s)
            AND (m.hub_id IS NOT NULL OR m.kit_passed_at >= %(kit_since)s)
            AND NOT m.away && tstzrange(%(since)s, %(until)s) AND NOT m.busy && tstzrange(%(since)s, %(until)s)
            AND NOT m.work && tstzrange(%(since)s::timestamptz - make_interval(mins => m.rest_minutes),
                %(until)s::timestamptz + make_interval(mins => m.rest_minutes))
            AND %(minutes)s + (SELECT coalesce(sum(extract(epoch FROM upper(r * d) - lower(r * d)) / 60), 0)
                FROM unnest(m.work) r, (SELECT tstzrange(%(day)s, %(day_end)s) AS d) x WHERE r && d) <= m.daily_cap_minutes
            AND %(minutes)s + (SELECT coalesce(sum(extract(epoch FROM upper(r * w) - lower(r * w)) / 60), 0)
                FROM unnest(m.work) r, (SELECT tstzrange(%(week)s, %(week_end)s) AS w) x WHERE r && w) <= m.weekly_cap_minutes
        ORDER BY lot, m.agent_id
    ) x LIMIT %(limit)s
) m LEFT JOIN activation_contact k ON k.agent_id = m.agent_id
ORDER BY suits DESC, m.score DESC, m.lot, m.agent_id

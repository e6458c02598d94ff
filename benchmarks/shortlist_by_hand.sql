SELECT 0, m.agent_id, m.kind = 'shared' AS suits, m.score, activation_lot(m.agent_id, 1) AS lot, m.kind, m.floor_minor,
    m.timezone, m.rest_minutes, k.last_asked_at
FROM (
    SELECT * FROM activation_matchrow m
    WHERE m.skill_id = %(skill)s AND m.deployable AND m.certified_until >= %(until)s AND m.floor_minor <= %(pay)s
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
    ORDER BY m.kind = 'shared' DESC, m.score DESC, activation_lot(m.agent_id, 1), m.agent_id LIMIT %(limit)s
) m LEFT JOIN activation_contact k ON k.agent_id = m.agent_id
ORDER BY suits DESC, m.score DESC, lot, m.agent_id

-- Everybody of the reserve in one segment: how she stands and why, how fresh, whether free when asked. Read by
-- members.py, which puts what it wants behind it; parameters by name. NULL %(day)s, %(mask)s: any time.
WITH member AS (
    SELECT m.agent_id, a.number, a.user_id, m.level, m.certified_until, m.paused_until, m.worked_at, m.exam_at,
        m.practised_at, k.last_asked_at, a.state, m.deployable, m.timezone, greatest(
            coalesce(1.0 * 0.5 ^ (extract(epoch FROM %(at)s - m.worked_at) / 86400 / s.half_life_days), 0),
            coalesce(0.8 * 0.5 ^ (extract(epoch FROM %(at)s - m.exam_at) / 86400 / s.half_life_days), 0),
            coalesce(0.5 * 0.5 ^ (extract(epoch FROM %(at)s - m.practised_at) / 86400 / s.half_life_days), 0)
        )::float8 AS freshness
    FROM activation_matchrow m
    JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
    JOIN agents_skill s ON s.id = m.skill_id
    LEFT JOIN activation_contact k ON k.agent_id = m.agent_id
    WHERE m.skill_id = %(skill)s AND (%(kind)s = '' OR m.kind = %(kind)s)
        AND EXISTS (SELECT FROM unnest(m.channels) c WHERE split_part(c, ':', 1) = %(channel)s)
        AND EXISTS (SELECT FROM unnest(m.languages) l WHERE split_part(l, ':', 1) = %(language)s
            AND split_part(l, ':', 2)::int >= %(level)s)
        AND (%(day)s::int IS NULL
            OR substring(m.free_week FROM %(day)s::int * 96 + %(hour)s::int * 4 + 1 FOR 4) = B'1111')
        AND (%(mask)s::text IS NULL OR bit_count(m.free_week & (%(mask)s::text)::bit(672)) >= 8)
),
standing AS (
    SELECT *, CASE
            WHEN state = 'resting' THEN 'resting'
            WHEN paused_until > %(at)s THEN 'paused'
            WHEN NOT deployable THEN 'papers'
            WHEN certified_until IS NULL OR certified_until <= %(at)s THEN 'expired'
            WHEN certified_until < %(at)s + interval '30 days' THEN 'expiring'
            WHEN freshness < %(below)s THEN 'asleep'
            ELSE 'ready' END AS condition
    FROM member
)

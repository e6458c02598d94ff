-- Who could be named a backbone agent next: of the reserve, of the level the settings ask, with a fresh skill, and at work in
-- the last 60 days; the highest level first. Read by backbone.py; parameters by name.
SELECT ref, number, level, freshness, worked_at FROM (
    SELECT a.ref, a.number, a.level, max(m.worked_at) AS worked_at, max(greatest(
            coalesce(1.0 * 0.5 ^ (extract(epoch FROM %(at)s - m.worked_at) / 86400 / s.half_life_days), 0),
            coalesce(0.8 * 0.5 ^ (extract(epoch FROM %(at)s - m.exam_at) / 86400 / s.half_life_days), 0)
        ))::float8 AS freshness
    FROM agents_agent a
    JOIN activation_matchrow m ON m.agent_id = a.id AND m.deployable
        AND m.certified_until > %(at)s AND m.worked_at > %(at)s - interval '60 days'
    JOIN agents_skill s ON s.id = m.skill_id
    WHERE a.state = 'reserve' AND NOT a.is_backbone AND a.level >= %(level)s
    GROUP BY a.ref, a.number, a.level
) experienced
WHERE freshness >= %(fresh)s ORDER BY level DESC, freshness DESC, number LIMIT %(most)s

-- Whom the pool review looks at: the reserve, how fresh its best skill is, for how long nothing was proven, and how
-- many questions since %(since)s were answered. Read by actions/review.py; parameters by name.
WITH proven AS (
    SELECT m.agent_id, max(greatest(
            coalesce(1.0 * 0.5 ^ (extract(epoch FROM %(at)s - m.worked_at) / 86400 / s.half_life_days), 0),
            coalesce(0.8 * 0.5 ^ (extract(epoch FROM %(at)s - m.exam_at) / 86400 / s.half_life_days), 0),
            coalesce(0.5 * 0.5 ^ (extract(epoch FROM %(at)s - m.practised_at) / 86400 / s.half_life_days), 0)
        ))::float8 AS freshness,
        max(greatest(m.worked_at, m.exam_at, m.practised_at, a.joined_at)) AS newest
    FROM activation_matchrow m JOIN agents_skill s ON s.id = m.skill_id JOIN agents_agent a ON a.id = m.agent_id
    WHERE a.state = 'reserve' AND (a.paused_until IS NULL OR a.paused_until <= %(at)s) GROUP BY m.agent_id
),
asked AS (
    SELECT agent_id, count(*) FILTER (WHERE answer = 'none')::int AS unanswered,
        count(*) FILTER (WHERE answer IN ('yes', 'no'))::int AS answered
    FROM activation_approach WHERE asked_at > %(since)s AND NOT withdrawn AND answer <> 'open' GROUP BY agent_id
)
SELECT p.agent_id, p.freshness, (extract(epoch FROM %(at)s - p.newest) / 86400)::float8, coalesce(q.unanswered, 0),
    coalesce(q.answered, 0)
FROM proven p LEFT JOIN asked q USING (agent_id)
ORDER BY p.agent_id

-- Freshness of every skill in the reserve, and how its owner answered since %(since)s. Read by actions/freshness.py and
-- freshness.py; parameters by name. A NULL %(agents)s means everybody.
WITH asked AS (
    SELECT agent_id, count(*) FILTER (WHERE answer = 'none')::int AS unanswered,
        count(*) FILTER (WHERE answer IN ('yes', 'no'))::int AS answered
    FROM activation_approach
    WHERE asked_at > %(since)s AND NOT withdrawn AND answer <> 'open'
        AND (%(agents)s::bigint[] IS NULL OR agent_id = ANY (%(agents)s::bigint[]))
    GROUP BY agent_id
)
SELECT m.agent_id, m.skill_id, greatest(
        coalesce(1.0 * 0.5 ^ (extract(epoch FROM %(at)s - m.worked_at) / 86400 / s.half_life_days), 0),
        coalesce(0.8 * 0.5 ^ (extract(epoch FROM %(at)s - m.exam_at) / 86400 / s.half_life_days), 0),
        coalesce(0.5 * 0.5 ^ (extract(epoch FROM %(at)s - m.practised_at) / 86400 / s.half_life_days), 0)
    )::float8 AS freshness, coalesce(q.unanswered, 0), coalesce(q.answered, 0)
FROM activation_matchrow m JOIN agents_skill s ON s.id = m.skill_id
JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
LEFT JOIN asked q ON q.agent_id = m.agent_id
WHERE %(agents)s::bigint[] IS NULL OR m.agent_id = ANY (%(agents)s::bigint[])

-- Every segment of the reserve with its strength. Read by strengths.py; parameters by name.
SELECT m.skill_id, split_part(c, ':', 1) AS channel, split_part(l, ':', 1) AS language, m.kind, count(*)::int AS reserve,
    count(*) FILTER (WHERE m.deployable AND m.certified_until > %(at)s
        AND (m.paused_until IS NULL OR m.paused_until <= %(at)s))::int,
    count(*) FILTER (WHERE m.paused_until > %(at)s)::int,
    count(*) FILTER (WHERE m.certified_until BETWEEN %(at)s AND %(at)s + interval '30 days')::int
FROM activation_matchrow m JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
CROSS JOIN LATERAL unnest(m.channels) c CROSS JOIN LATERAL unnest(m.languages) l
WHERE split_part(l, ':', 2)::int >= %(level)s
GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4

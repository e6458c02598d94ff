-- The weeks of those who may work, people with the same abilities and the same week counted together. Read by
-- strengths.py, which opens the 672 quarter-hours itself: in SQL that takes a row per hour. Parameters by name.
SELECT m.skill_id, m.kind, m.channels, m.languages, m.free_week::text, count(*)
FROM activation_matchrow m JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
WHERE m.deployable AND m.certified_until > %(at)s AND (m.paused_until IS NULL OR m.paused_until <= %(at)s)
GROUP BY 1, 2, 3, 4, 5

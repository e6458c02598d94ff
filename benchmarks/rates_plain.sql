-- One GROUP BY for each rate, window and horizon; nothing shared, nothing stored.
SELECT skill_id, channel, language_id, kind, 'drill', w.days, h.hours, count(*)::int, count(*) FILTER (WHERE reached)::int
FROM (VALUES (30), (90)) AS w(days) CROSS JOIN (VALUES (2), (24), (120)) AS h(hours) CROSS JOIN LATERAL (
    SELECT DISTINCT ON (a.skill_id, a.channel, a.language_id, a.kind, a.agent_id) a.skill_id, a.channel, a.language_id, a.kind,
        a.answer = 'yes' AND a.answered_at <= a.asked_at + make_interval(hours => h.hours)
        AND CASE a.depth WHEN 'worked' THEN 3 WHEN 'ready' THEN 2 WHEN 'answered' THEN 1 ELSE 0 END
            >= CASE coalesce(d.depth, 'answered') WHEN 'worked' THEN 3 WHEN 'ready' THEN 2 ELSE 1 END AS reached
    FROM activation_approach a LEFT JOIN activation_drill d ON d.ref = a.source
    WHERE a.purpose = 'drill' AND NOT a.withdrawn AND a.answer <> 'open' AND a.asked_at <= %(at)s
        AND a.asked_at > %(at)s - make_interval(days => w.days) AND (a.deadline <= %(at)s OR d.state = 'done')
    ORDER BY a.skill_id, a.channel, a.language_id, a.kind, a.agent_id, a.asked_at DESC, a.id DESC
) newest GROUP BY 1, 2, 3, 4, 6, 7
UNION ALL
SELECT skill_id, channel, language_id, kind, purpose, w.days, 0, count(DISTINCT agent_id)::int,
    count(DISTINCT CASE WHEN answer = 'yes' OR (purpose = 'ping' AND answer = 'no') THEN agent_id END)::int
FROM activation_approach CROSS JOIN (VALUES (30), (90)) AS w(days)
WHERE purpose IN ('offer', 'ping') AND NOT withdrawn AND answer <> 'open' AND asked_at <= %(at)s
    AND asked_at > %(at)s - make_interval(days => w.days)
GROUP BY 1, 2, 3, 4, 5, 6

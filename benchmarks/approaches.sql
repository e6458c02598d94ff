-- Questions number %(first)s to %(last)s of %(all)s: four fifths offers, a tenth drills, a tenth pings.
INSERT INTO activation_approach (asked_at, agent_id, skill_id, channel, language_id, kind, purpose, source, deadline,
    answer, answered_at, depth, facts)
SELECT q.at, q.agent, s.skill_id, CASE WHEN q.a < 0.5 THEN 'chat' ELSE 'call' END, 'cmn', a.kind, q.purpose,
    md5(q.purpose || (q.n / 2000)::text)::uuid, q.at + interval '4 hours', q.answer,
    CASE WHEN q.answer IN ('yes', 'no') THEN q.at + interval '1 hour' END,
    CASE WHEN q.answer <> 'yes' THEN '' WHEN q.b < 0.3 THEN 'answered' ELSE 'worked' END,
    CASE WHEN q.purpose = 'offer' THEN jsonb_build_object('lead_hours', round((q.b * 96)::numeric, 1),
        'hour', 8 + floor(q.a * 12), 'pay_ratio', round((0.9 + q.c * 0.6)::numeric, 2), 'idle_days', floor(q.b * 40))
        ELSE '{}' END
FROM (
    SELECT n, 1 + (hashint8extended(n, 70) & 2147483647) %% %(agents)s AS agent,
        CASE n / 2000 %% 10 WHEN 0 THEN 'drill' WHEN 1 THEN 'ping' ELSE 'offer' END AS purpose,
        %(now)s::timestamptz - interval '5 days' - interval '295 days' * (1 - (n %% %(all)s / 2000 * 2000)::float8 / %(all)s) AS at,
        (hashint8extended(n, 71) & 1048575) / 1048576.0 AS a, (hashint8extended(n, 72) & 1048575) / 1048576.0 AS b,
        (hashint8extended(n, 73) & 1048575) / 1048576.0 AS c,
        CASE WHEN (hashint8extended(n, 74) & 1048575) / 1048576.0 < 0.25 + 0.2 * ((hashint8extended(n, 73) & 1048575) / 1048576.0)
            - 0.1 * ((hashint8extended(n, 72) & 1048575) / 1048576.0)
            + 0.2 * (hashint8extended(1 + (hashint8extended(n, 70) & 2147483647) %% %(agents)s, 75) & 1) THEN 'yes'
        WHEN (hashint8extended(n, 76) & 1048575) / 1048576.0 < 0.4 THEN 'none' ELSE 'no' END AS answer
    FROM generate_series(%(first)s::bigint, %(last)s::bigint - 1) n
) q
JOIN agents_agent a ON a.id = q.agent
JOIN LATERAL (SELECT min(s.skill_id) AS skill_id FROM agents_agentskill s WHERE s.agent_id = q.agent) s
    ON s.skill_id IS NOT NULL
-- then
INSERT INTO activation_drill (ref, skill_id, channel, language_id, kind, state, announced, depth, precision, sample_size,
    population, seed, thanks_minor, starts_at, ends_at, created_at, answer_minutes, paused, answer_to_client, note)
SELECT source, min(skill_id), 'chat', 'cmn', 'shared', 'done', false, 'worked', 0.05, count(*), count(*), 1, 0,
    min(asked_at), min(deadline), min(asked_at), 240, 0, '', ''
FROM activation_approach WHERE purpose = 'drill' GROUP BY source ON CONFLICT DO NOTHING;
INSERT INTO activation_contact (agent_id, last_asked_at)
SELECT agent_id, max(asked_at) FROM activation_approach GROUP BY 1
ON CONFLICT (agent_id) DO UPDATE SET last_asked_at = EXCLUDED.last_asked_at

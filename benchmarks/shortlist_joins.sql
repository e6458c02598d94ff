SELECT 0, a.id, a.kind = 'shared' AS suits, round((0.6 * s.level / 5.0)::numeric * 20) / 20.0 AS score,
    activation_lot(a.id, 1) AS lot, a.kind, a.floor_minor, a.timezone, a.rest_minutes, k.last_asked_at
FROM agents_agent a
JOIN agents_agentskill s ON s.agent_id = a.id AND s.skill_id = %(skill)s AND s.certified_until >= %(until)s
JOIN agents_agentchannel c ON c.agent_id = a.id AND c.channel = 'chat' AND c.willing
JOIN agents_agentlanguage l ON l.agent_id = a.id AND l.language_id = 'cmn' AND l.level >= 3
JOIN agents_availability w ON w.agent_id = a.id AND w.weekday = %(weekday)s
    AND w.start_minute <= %(from)s AND w.end_minute >= %(to)s
LEFT JOIN activation_contact k ON k.agent_id = a.id
WHERE a.state = 'reserve' AND a.formalities_done_at IS NOT NULL AND a.floor_minor <= %(pay)s
    AND (a.paused_until IS NULL OR a.paused_until <= %(now)s)
    AND EXISTS (SELECT 1 FROM accounts_consent n WHERE n.user_id = a.user_id AND n.purpose = 'processing'
        AND n.withdrawn_at IS NULL)
    AND (a.hub_id IS NOT NULL OR (SELECT max(t.checked_at) FROM agents_kit t WHERE t.agent_id = a.id AND t.passed)
        >= %(kit_since)s)
    AND NOT EXISTS (SELECT 1 FROM agents_availabilityexception e WHERE e.agent_id = a.id AND NOT e.available
        AND e.during && tstzrange(%(since)s, %(until)s))
    AND NOT EXISTS (SELECT 1 FROM agents_commitment b WHERE b.agent_id = a.id AND b.during && tstzrange(
        %(since)s::timestamptz - make_interval(mins => a.rest_minutes),
        %(until)s::timestamptz + make_interval(mins => a.rest_minutes)))
    AND %(minutes)s + (SELECT coalesce(sum(extract(epoch FROM upper(b.during * d) - lower(b.during * d)) / 60), 0)
        FROM agents_commitment b, (SELECT tstzrange(%(day)s, %(day_end)s) AS d) x
        WHERE b.agent_id = a.id AND b.during && d) <= a.daily_cap_minutes
    AND %(minutes)s + (SELECT coalesce(sum(extract(epoch FROM upper(b.during * w) - lower(b.during * w)) / 60), 0)
        FROM agents_commitment b, (SELECT tstzrange(%(week)s, %(week_end)s) AS w) x
        WHERE b.agent_id = a.id AND b.during && w) <= a.weekly_cap_minutes
ORDER BY suits DESC, score DESC, lot, a.id LIMIT %(limit)s

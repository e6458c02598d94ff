-- Did they answer again? Of those who had left their last question unanswered, by what was then done for them: how many
-- were asked something else within %(days)s days, and how many of these answered anything. "nothing" is who was silent
-- and for whom nothing was done. Of the newest 5,000 of each kind the first per agent: the last would be the one that
-- nothing followed. Read by effects.py.
WITH act AS (
    (SELECT 'ping' AS kind, agent_id, asked_at AS at, source FROM activation_approach
     WHERE purpose = 'ping' AND NOT withdrawn AND asked_at BETWEEN %(since)s AND %(until)s
     ORDER BY asked_at DESC LIMIT 5000)
    UNION ALL
    (SELECT 'drill', agent_id, asked_at, source FROM activation_approach
     WHERE purpose = 'drill' AND NOT withdrawn AND asked_at BETWEEN %(since)s AND %(until)s
     ORDER BY asked_at DESC LIMIT 5000)
    UNION ALL
    (SELECT 'practice', agent_id, occurred_at, source FROM growth_entry
     WHERE kind = 'practice' AND agent_id IS NOT NULL AND occurred_at BETWEEN %(since)s AND %(until)s
     ORDER BY occurred_at DESC LIMIT 5000)
    UNION ALL
    (SELECT 'refresher', e.agent_id, e.occurred_at, e.source FROM growth_entry e
     WHERE e.kind = 'exam' AND (e.payload ->> 'passed')::boolean AND e.occurred_at BETWEEN %(since)s AND %(until)s
        AND EXISTS (SELECT FROM growth_entry p WHERE p.subject_id = e.subject_id AND p.kind = 'entered_pool'
            AND p.occurred_at < e.occurred_at)
     ORDER BY e.occurred_at DESC LIMIT 5000)
    UNION ALL
    (SELECT 'nothing', agent_id, asked_at, source FROM activation_approach
     WHERE answer = 'none' AND NOT withdrawn AND asked_at BETWEEN %(since)s AND %(until)s AND purpose = 'offer'
     ORDER BY asked_at DESC LIMIT 5000)
),
silent AS (
    SELECT DISTINCT ON (act.kind, act.agent_id) act.*
    FROM act JOIN LATERAL (
        SELECT answer FROM activation_approach b
        WHERE b.agent_id = act.agent_id AND b.asked_at <= act.at AND NOT b.withdrawn AND b.answer <> 'open'
            AND (act.kind = 'nothing' OR b.source <> act.source)
        ORDER BY b.asked_at DESC LIMIT 1) last ON last.answer = 'none'
    WHERE act.kind <> 'nothing' OR NOT EXISTS (
        SELECT FROM act o WHERE o.kind <> 'nothing' AND o.agent_id = act.agent_id
            AND o.at > act.at AND o.at <= act.at + make_interval(days => %(days)s))
    ORDER BY act.kind, act.agent_id, act.at
),
followed AS (
    SELECT s.kind, n.asked, n.answered FROM silent s CROSS JOIN LATERAL (
        SELECT count(*) AS asked, bool_or(a.answer IN ('yes', 'no')) AS answered FROM activation_approach a
        WHERE a.agent_id = s.agent_id AND a.asked_at > s.at AND a.asked_at <= s.at + make_interval(days => %(days)s)
            AND a.source <> s.source AND NOT a.withdrawn AND a.answer <> 'open') n
)
SELECT kind, count(*)::int, count(*) FILTER (WHERE asked > 0)::int, count(*) FILTER (WHERE answered)::int
FROM followed GROUP BY 1

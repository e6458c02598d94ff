-- Rates of every segment over distinct agents, from the ledger alone. Read by actions/rates.py; parameters by name.
-- drill: one approach per agent (the newest; of two at once the later row), of drills whose time to answer is over;
-- reached = yes within the horizon and the depth the drill wanted. offer: agents who said yes to at least one. ping:
-- agents who answered at all.
WITH ranked(depth, rank) AS (VALUES ('', 0), ('answered', 1), ('ready', 2), ('worked', 3)),
counted AS (
    SELECT a.id, a.skill_id, a.channel, a.language_id, a.kind, a.agent_id, a.purpose, a.asked_at, a.answer,
        a.answered_at - a.asked_at AS took, r.rank AS depth, w.rank AS wanted, window_days.days
    FROM activation_approach a
    JOIN (VALUES (30), (90)) AS window_days(days) ON a.asked_at > %(at)s - make_interval(days => window_days.days)
    JOIN ranked r ON r.depth = a.depth
    LEFT JOIN activation_drill d ON a.purpose = 'drill' AND d.ref = a.source
    LEFT JOIN ranked w ON w.depth = d.depth
    WHERE a.asked_at > %(at)s - interval '90 days' AND a.asked_at <= %(at)s AND NOT a.withdrawn AND a.answer <> 'open'
        AND NOT coalesce(d.backbone, false) AND (a.purpose <> 'drill' OR a.deadline <= %(at)s OR d.state = 'done')
),
newest AS (
    SELECT DISTINCT ON (skill_id, channel, language_id, kind, days, agent_id) * FROM counted WHERE purpose = 'drill'
    ORDER BY skill_id, channel, language_id, kind, days, agent_id, asked_at DESC, id DESC
)
SELECT skill_id, channel, language_id, kind, 'drill', days, h.hours, count(*)::int,
    count(*) FILTER (WHERE answer = 'yes' AND took <= make_interval(hours => h.hours)
        AND depth >= coalesce(wanted, 1))::int, max(asked_at)
FROM newest CROSS JOIN (VALUES (2), (24), (120)) AS h(hours) GROUP BY 1, 2, 3, 4, 6, 7
UNION ALL
SELECT skill_id, channel, language_id, kind, purpose, days, 0, count(DISTINCT agent_id)::int,
    count(DISTINCT agent_id) FILTER (WHERE answer = 'yes' OR (purpose = 'ping' AND answer = 'no'))::int, max(asked_at)
FROM counted WHERE purpose <> 'drill' GROUP BY 1, 2, 3, 4, 5, 6

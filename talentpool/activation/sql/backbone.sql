-- Backbone agents by segment, and what drills of backbone agents alone found in 90 days: one call per agent, the newest.
-- Read by backbone.py; parameters by name.
WITH ranked(depth, rank) AS (VALUES ('', 0), ('answered', 1), ('ready', 2), ('worked', 3)),
here AS (
    SELECT m.skill_id, ch.channel, la.language, m.kind, count(*)::int AS ready,
        count(*) FILTER (WHERE a.is_backbone)::int AS backbone
    FROM activation_matchrow m JOIN agents_agent a ON a.id = m.agent_id AND a.state = 'reserve'
    CROSS JOIN LATERAL (SELECT split_part(c, ':', 1) AS channel FROM unnest(m.channels) c) ch
    CROSS JOIN LATERAL (SELECT split_part(l, ':', 1) AS language FROM unnest(m.languages) l
        WHERE split_part(l, ':', 2)::int >= %(level)s) la
    WHERE m.deployable AND m.certified_until > %(at)s AND (m.paused_until IS NULL OR m.paused_until <= %(at)s)
    GROUP BY 1, 2, 3, 4
),
newest AS (
    SELECT DISTINCT ON (p.skill_id, p.channel, p.language_id, p.kind, p.agent_id)
        p.skill_id, p.channel, p.language_id, p.kind, p.answer = 'yes' AND r.rank >= w.rank AS reached
    FROM activation_drill d
    JOIN activation_approach p ON p.source = d.ref AND p.asked_at = d.starts_at AND NOT p.withdrawn AND p.answer <> 'open'
    JOIN ranked r ON r.depth = p.depth JOIN ranked w ON w.depth = d.depth
    WHERE d.backbone AND d.starts_at > %(at)s - interval '90 days' AND d.starts_at <= %(at)s
        AND (d.state = 'done' OR p.deadline <= %(at)s)
    ORDER BY p.skill_id, p.channel, p.language_id, p.kind, p.agent_id, p.asked_at DESC
)
SELECT h.skill_id, h.channel, h.language, h.kind, h.ready, h.backbone, count(n.reached)::int,
    count(*) FILTER (WHERE n.reached)::int
FROM here h LEFT JOIN newest n ON n.skill_id = h.skill_id AND n.channel = h.channel AND n.language_id = h.language
    AND n.kind = h.kind
GROUP BY 1, 2, 3, 4, 5, 6

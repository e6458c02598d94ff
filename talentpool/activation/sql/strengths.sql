-- Every segment of the reserve with its strength, and how many of it are free at each of the 168 hours of their own week.
-- Read by strengths.py; parameters by name. People of the same week are counted together before the week is opened.
WITH alike AS (
    SELECT m.skill_id, m.kind, m.channels, m.languages,
        m.deployable AND m.certified_until > %(at)s AND (m.paused_until IS NULL OR m.paused_until <= %(at)s) AS ready,
        m.free_week, count(*) AS people, count(*) FILTER (WHERE m.paused_until > %(at)s) AS paused,
        count(*) FILTER (WHERE m.certified_until BETWEEN %(at)s AND %(at)s + interval '30 days') AS expiring
    FROM activation_matchrow m JOIN agents_agent a ON a.id = m.agent_id AND a.state IN ('reserve', 'resting')
    GROUP BY 1, 2, 3, 4, 5, 6
),
-- A bit of `hours` is set where four quarter-hours from there on are free.
opened AS (
    SELECT skill_id, kind, channels, languages, people,
        free_week & (free_week << 1) & (free_week << 2) & (free_week << 3) AS hours
    FROM alike WHERE ready IS TRUE
),
by_hour AS (
    SELECT o.skill_id, o.kind, o.channels, o.languages, h.hour, sum(o.people * get_bit(o.hours, h.hour * 4)) AS people
    FROM opened o CROSS JOIN generate_series(0, 167) AS h(hour) GROUP BY 1, 2, 3, 4, 5
),
weeks AS (
    SELECT skill_id, kind, channel, language, array_agg(people ORDER BY hour) AS free FROM (
        SELECT b.skill_id, b.kind, split_part(c, ':', 1) AS channel, split_part(l, ':', 1) AS language, b.hour,
            sum(b.people)::int AS people
        FROM by_hour b CROSS JOIN LATERAL unnest(b.channels) c CROSS JOIN LATERAL unnest(b.languages) l
        WHERE split_part(l, ':', 2)::int >= %(level)s GROUP BY 1, 2, 3, 4, 5
    ) hourly GROUP BY 1, 2, 3, 4
)
SELECT s.skill_id, s.channel, s.language, s.kind, s.reserve, s.ready, s.paused, s.expiring,
    coalesce(w.free, array_fill(0, ARRAY[168]))
FROM (
    SELECT a.skill_id, split_part(c, ':', 1) AS channel, split_part(l, ':', 1) AS language, a.kind,
        sum(a.people)::int AS reserve, coalesce(sum(a.people) FILTER (WHERE a.ready), 0)::int AS ready,
        sum(a.paused)::int AS paused, sum(a.expiring)::int AS expiring
    FROM alike a CROSS JOIN LATERAL unnest(a.channels) c CROSS JOIN LATERAL unnest(a.languages) l
    WHERE split_part(l, ':', 2)::int >= %(level)s GROUP BY 1, 2, 3, 4
) s
LEFT JOIN weeks w USING (skill_id, channel, language, kind)
ORDER BY s.reserve DESC, 1, 2, 3, 4

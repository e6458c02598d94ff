-- How many people of each segment are certified and free at each hour of one day of their own week. Read by heat.py.
SELECT m.skill_id, ch.channel, la.language, m.kind, h.hour,
    count(*) FILTER (WHERE substring(m.free_week FROM (%(day)s * 96 + h.hour * 4 + 1) FOR 4) = B'1111')::int
FROM activation_matchrow m
CROSS JOIN LATERAL (SELECT split_part(c, ':', 1) AS channel FROM unnest(m.channels) c) ch
CROSS JOIN LATERAL (SELECT split_part(l, ':', 1) AS language FROM unnest(m.languages) l
    WHERE split_part(l, ':', 2)::int >= %(level)s) la
CROSS JOIN generate_series(0, 23) AS h(hour)
WHERE m.deployable AND m.certified_until > %(at)s AND (m.paused_until IS NULL OR m.paused_until <= %(at)s)
GROUP BY 1, 2, 3, 4, 5

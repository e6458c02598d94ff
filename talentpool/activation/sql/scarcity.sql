-- How many people of a skill there are, and which share of them is free during each slot, by a sample of pages.
WITH sampled AS MATERIALIZED (
    SELECT m.timezone, m.free_week FROM activation_matchrow m TABLESAMPLE SYSTEM (%(percent)s) REPEATABLE (1)
    WHERE m.skill_id = %(skill)s
)
SELECT z.no, count(m.timezone), avg(((m.free_week & z.mask::bit(672)) = z.mask::bit(672))::int)::float8
FROM unnest(%(z_no)s::int[], %(z_zone)s::text[], %(z_mask)s::text[], %(z_hours)s::text[]) AS z(no, zone, mask, hours)
LEFT JOIN sampled m ON m.timezone = z.zone GROUP BY z.no
-- Without a whole hour in it a slot is not in the index of hours.
HAVING count(m.timezone) > 0 AND bool_and(z.hours <> '{}')

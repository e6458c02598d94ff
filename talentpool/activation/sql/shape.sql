-- Is the matching index worth laying in order? swollen: its pages against those that its rows would fill, as the last
-- ANALYZE knows them. scattered: the pages that the first 5,000 rows in the published order lie on, against the fewest.
WITH known AS (
    SELECT c.reltuples, pg_relation_size(c.oid) AS size, c.reltuples / greatest(c.relpages, 1) AS to_a_page, (
        SELECT coalesce(sum(s.avg_width * (1 - s.null_frac)), 0) FROM pg_stats s
        WHERE s.schemaname = current_schema() AND s.tablename = 'activation_matchrow') AS width
    FROM pg_class c WHERE c.oid = 'activation_matchrow'::regclass
),
first AS (
    SELECT count(*) AS rows, count(DISTINCT (f.ctid::text::point)[0]) AS pages
    FROM (SELECT ctid FROM activation_matchrow ORDER BY skill_id, timezone, kind, score DESC, hashint8extended(agent_id, 0) & 15 LIMIT 5000) f
)
SELECT k.reltuples >= %(least)s AND (
    k.size > %(times)s * k.reltuples * (k.width + 28) / 0.85
    OR first.pages > %(scattered)s * first.rows / greatest(k.to_a_page, 1))
FROM known k, first

-- over_cap: which cap a shift would break, or NULL. Days and ISO weeks are those of the agent's own zone, so that a
-- night shift counts on both its days and a night of 23 or 25 hours counts as long as it was. Shifts and standby count.
CREATE OR REPLACE FUNCTION over_cap(
    p_agent bigint, p_during tstzrange, p_zone text, p_daily int, p_weekly int
) RETURNS text LANGUAGE sql STABLE AS $$
    WITH period AS (
        SELECT 'over_daily_cap' AS code, p_daily AS cap, lo, lo + interval '1 day' AS hi
          FROM generate_series(date_trunc('day', lower(p_during) AT TIME ZONE p_zone),
                               (upper(p_during) - interval '1 second') AT TIME ZONE p_zone, interval '1 day') lo
        UNION ALL
        SELECT 'over_weekly_cap', p_weekly, lo, lo + interval '7 days'
          FROM generate_series(date_trunc('week', lower(p_during) AT TIME ZONE p_zone),
                               (upper(p_during) - interval '1 second') AT TIME ZONE p_zone, interval '7 days') lo
    ), span AS (
        SELECT code, cap, tstzrange(lo AT TIME ZONE p_zone, hi AT TIME ZONE p_zone) AS during FROM period
    )
    SELECT code FROM span
     WHERE cap * 60 < extract(epoch FROM upper(p_during * during) - lower(p_during * during)) + (
        SELECT coalesce(sum(extract(epoch FROM upper(c.during * span.during) - lower(c.during * span.during))), 0)
          FROM agents_commitment c
         WHERE c.agent_id = p_agent AND c.kind IN ('shift', 'standby') AND c.during && span.during)
     ORDER BY code LIMIT 1
$$;

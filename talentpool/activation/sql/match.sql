-- The matching index: how a row is computed from its sources. Triggers (watch.sql) and jobs call these functions; the
-- slow recomputation in the tests must give the same rows.

-- One bit per quarter-hour of a week that lies wholly inside the window.
CREATE FUNCTION activation_window_bits(weekday int, start_minute int, end_minute int) RETURNS bit(672)
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN q.until > q.since
        THEN (repeat('0', q.since) || repeat('1', q.until - q.since) || repeat('0', 672 - q.until))::bit(672)
        ELSE repeat('0', 672)::bit(672) END
    FROM (SELECT weekday * 96 + ceil(start_minute / 15.0)::int AS since, weekday * 96 + end_minute / 15 AS until) q
$$;

-- Serialises the refreshes of one agent, so that the later one sees what the earlier one saw. Many agents at once
-- (imports, rebuilds) take the whole table instead of thousands of locks.
CREATE FUNCTION activation_match_lock(agents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(agents) > 200 THEN
        LOCK TABLE activation_matchrow IN SHARE ROW EXCLUSIVE MODE;
    ELSE
        PERFORM pg_advisory_xact_lock(hashtextextended('activation.match', a)) FROM unnest(agents) a ORDER BY a;
    END IF;
END $$;

-- Fit by level (1 to 5) and proof of work (0 to 1), in steps of 0.05: people within a step are equals, and drawn.
CREATE FUNCTION activation_score(level int, proof double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$ SELECT round((0.6 * level / 5.0 + 0.4 * proof)::numeric * 20) / 20.0 $$;

-- What binds the agents: commitments that end after `since`. Called by the job, and by the rebuild.
CREATE FUNCTION activation_match_commitments(agents bigint[], since timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    changed int;
BEGIN
    PERFORM activation_match_lock(agents);
    WITH bound AS (
        SELECT a.id, range_agg(c.during) FILTER (WHERE c.kind IN ('shift', 'standby')) AS work,
            range_agg(c.during) FILTER (WHERE c.kind NOT IN ('shift', 'standby')) AS busy
        FROM unnest(agents) a(id) LEFT JOIN agents_commitment c ON c.agent_id = a.id AND upper(c.during) > since
        GROUP BY a.id
    )
    UPDATE activation_matchrow m
    SET work = coalesce(b.work, '{}'), busy = coalesce(b.busy, '{}'), version = m.version + 1
    FROM bound b
    WHERE m.agent_id = b.id AND (m.work, m.busy) IS DISTINCT FROM (coalesce(b.work, '{}'), coalesce(b.busy, '{}'));
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END $$;

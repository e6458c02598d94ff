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

-- The agent's own part: everything but commitments and proofs. Called by trigger, in the transaction of the change.
CREATE FUNCTION activation_match_agents(agents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(agents) IS NULL OR cardinality(agents) = 0 THEN RETURN; END IF;
    PERFORM activation_match_lock(agents);
    DELETE FROM activation_matchrow m WHERE m.agent_id = ANY (agents) AND NOT EXISTS (
        SELECT 1 FROM agents_agentskill s WHERE s.agent_id = m.agent_id AND s.skill_id = m.skill_id);
    WITH own AS (
        SELECT a.id, a.kind, a.paused_until, a.hub_id, a.floor_minor, a.timezone, a.rest_minutes, a.daily_cap_minutes,
            a.weekly_cap_minutes,
            a.state = 'reserve' AND a.formalities_done_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM accounts_consent c WHERE c.user_id = a.user_id AND c.purpose = 'processing'
                HAVING count(*) > 0 AND count(*) FILTER (WHERE c.withdrawn_at IS NULL) = 0) AS deployable,
            ARRAY(SELECT l.language_id || ':' || l.level FROM agents_agentlanguage l WHERE l.agent_id = a.id ORDER BY 1)
                AS languages,
            ARRAY(SELECT c.channel || ':' || c.level FROM agents_agentchannel c
                WHERE c.agent_id = a.id AND c.willing ORDER BY 1) AS channels,
            (SELECT max(k.checked_at) FROM agents_kit k WHERE k.agent_id = a.id AND k.passed) AS kit_passed_at,
            coalesce((SELECT bit_or(activation_window_bits(w.weekday, w.start_minute, w.end_minute))
                FROM agents_availability w WHERE w.agent_id = a.id), repeat('0', 672)::bit(672)) AS free_week,
            coalesce((SELECT range_agg(e.during) FROM agents_availabilityexception e
                WHERE e.agent_id = a.id AND e.available), '{}') AS extra,
            coalesce((SELECT range_agg(e.during) FROM agents_availabilityexception e
                WHERE e.agent_id = a.id AND NOT e.available), '{}') AS away
        FROM agents_agent a WHERE a.id = ANY (agents)
    )
    INSERT INTO activation_matchrow AS m (agent_id, skill_id, kind, deployable, level, certified_until, paused_until,
        languages, channels, kit_passed_at, hub_id, floor_minor, timezone, rest_minutes, daily_cap_minutes,
        weekly_cap_minutes, free_week, extra, away, work, busy, proof, score, version)
    SELECT o.id, s.skill_id, o.kind, o.deployable, s.level, s.certified_until, o.paused_until, o.languages, o.channels,
        o.kit_passed_at, o.hub_id, o.floor_minor, o.timezone, o.rest_minutes, o.daily_cap_minutes,
        o.weekly_cap_minutes, o.free_week, o.extra, o.away, coalesce(twin.work, '{}'), coalesce(twin.busy, '{}'),
        0, activation_score(s.level, 0), 1
    FROM own o JOIN agents_agentskill s ON s.agent_id = o.id
    LEFT JOIN LATERAL (SELECT t.work, t.busy FROM activation_matchrow t WHERE t.agent_id = o.id LIMIT 1) twin ON true
    ON CONFLICT (skill_id, agent_id) DO UPDATE SET
        kind = EXCLUDED.kind, deployable = EXCLUDED.deployable, level = EXCLUDED.level,
        certified_until = EXCLUDED.certified_until, paused_until = EXCLUDED.paused_until,
        languages = EXCLUDED.languages, channels = EXCLUDED.channels, kit_passed_at = EXCLUDED.kit_passed_at,
        hub_id = EXCLUDED.hub_id, floor_minor = EXCLUDED.floor_minor, timezone = EXCLUDED.timezone,
        rest_minutes = EXCLUDED.rest_minutes, daily_cap_minutes = EXCLUDED.daily_cap_minutes,
        weekly_cap_minutes = EXCLUDED.weekly_cap_minutes, free_week = EXCLUDED.free_week, extra = EXCLUDED.extra,
        away = EXCLUDED.away, score = activation_score(EXCLUDED.level, m.proof), version = m.version + 1;
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

-- How the matching index reads an agent's own facts. The rest of it: match.sql.

-- The agent's own part: everything but commitments and proofs. Called by trigger, in the transaction of the change.
CREATE OR REPLACE FUNCTION activation_match_agents(agents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(agents) IS NULL OR cardinality(agents) = 0 THEN RETURN; END IF;
    PERFORM activation_match_lock(agents);
    DELETE FROM activation_matchrow m WHERE m.agent_id = ANY (agents) AND NOT EXISTS (
        SELECT 1 FROM agents_agentskill s WHERE s.agent_id = m.agent_id AND s.skill_id = m.skill_id);
    WITH own AS (
        SELECT a.id, a.kind, a.paused_until, a.hub_id, a.floor_minor, a.timezone, a.rest_minutes,
            least(a.daily_cap_minutes, a.daily_limit_minutes) AS daily_cap_minutes,
            least(a.weekly_cap_minutes, a.weekly_limit_minutes) AS weekly_cap_minutes,
            a.state = 'reserve' AND a.formalities_done_at IS NOT NULL AND EXISTS (
                SELECT 1 FROM accounts_consent c
                WHERE c.user_id = a.user_id AND c.purpose = 'processing' AND c.withdrawn_at IS NULL) AS deployable,
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
    LEFT JOIN activation_matchrow b ON b.skill_id = s.skill_id AND b.agent_id = o.id
    LEFT JOIN LATERAL (SELECT t.work, t.busy FROM activation_matchrow t WHERE t.agent_id = o.id LIMIT 1) twin ON true
    -- A row that is right already stays where it lies: a rebuild neither swells the table nor undoes its order.
    WHERE b.agent_id IS NULL OR (b.kind, b.deployable, b.level, b.certified_until, b.paused_until, b.languages,
            b.channels, b.kit_passed_at, b.hub_id, b.floor_minor, b.timezone, b.rest_minutes, b.daily_cap_minutes,
            b.weekly_cap_minutes, b.free_week, b.extra, b.away)
        IS DISTINCT FROM (o.kind, o.deployable, s.level, s.certified_until, o.paused_until, o.languages::varchar[],
            o.channels::varchar[], o.kit_passed_at, o.hub_id, o.floor_minor, o.timezone, o.rest_minutes,
            o.daily_cap_minutes, o.weekly_cap_minutes, o.free_week, o.extra, o.away)
    ON CONFLICT (skill_id, agent_id) DO UPDATE SET
        kind = EXCLUDED.kind, deployable = EXCLUDED.deployable, level = EXCLUDED.level,
        certified_until = EXCLUDED.certified_until, paused_until = EXCLUDED.paused_until,
        languages = EXCLUDED.languages, channels = EXCLUDED.channels, kit_passed_at = EXCLUDED.kit_passed_at,
        hub_id = EXCLUDED.hub_id, floor_minor = EXCLUDED.floor_minor, timezone = EXCLUDED.timezone,
        rest_minutes = EXCLUDED.rest_minutes, daily_cap_minutes = EXCLUDED.daily_cap_minutes,
        weekly_cap_minutes = EXCLUDED.weekly_cap_minutes, free_week = EXCLUDED.free_week, extra = EXCLUDED.extra,
        away = EXCLUDED.away, score = activation_score(EXCLUDED.level, m.proof), version = m.version + 1;
END $$;

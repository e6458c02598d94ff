m.skill_id = %(skill)s AND m.timezone = s.zone
    -- What costs least to compare stands first, then what keeps most people out.
    AND (m.deployable OR (%(resting)s AND EXISTS (SELECT 1 FROM agents_agent a
        WHERE a.id = m.agent_id AND a.state = 'resting' AND a.formalities_done_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM accounts_consent p
            WHERE p.user_id = a.user_id AND p.purpose = 'processing' AND p.withdrawn_at IS NULL))))
    AND (%(only)s::bigint IS NULL OR m.agent_id = %(only)s)
    AND m.floor_minor <= s.pay
    AND (m.certified_until >= s.until OR (%(lapsed)s AND m.certified_until IS NOT NULL))
    AND (m.hub_id IS NOT NULL OR (NOT %(hub)s AND (m.kit_passed_at >= %(kit_since)s OR %(kitless)s)))
    AND (m.paused_until IS NULL OR m.paused_until <= %(now)s)
    AND ((m.free_week & s.mask) = s.mask OR (m.extra && s.during
        AND activation_is_free(m.free_week, m.extra, m.timezone, s.during)))
    AND m.channels && %(channels)s::varchar[]
    AND m.languages && %(languages)s::varchar[]
    AND NOT m.away && s.during
    AND NOT m.busy && s.during
    AND NOT m.agent_id = ANY ((SELECT people FROM excluded)::bigint[])
    -- Most people have no work near: then the caps are only compared.
    AND CASE WHEN isempty(m.work) THEN greatest(s.d1m, s.d2m) <= m.daily_cap_minutes
            AND greatest(s.w1m, s.w2m) <= m.weekly_cap_minutes
        ELSE NOT m.work && tstzrange(s.since - make_interval(mins => m.rest_minutes),
                s.until + make_interval(mins => m.rest_minutes))
            AND s.d1m + CASE WHEN m.work && s.day1 THEN activation_minutes(m.work, s.day1) ELSE 0 END <= m.daily_cap_minutes
            AND s.d2m + CASE WHEN m.work && s.day2 THEN activation_minutes(m.work, s.day2) ELSE 0 END <= m.daily_cap_minutes
            AND s.w1m + CASE WHEN m.work && s.week1 THEN activation_minutes(m.work, s.week1) ELSE 0 END <= m.weekly_cap_minutes
            AND s.w2m + CASE WHEN m.work && s.week2 THEN activation_minutes(m.work, s.week2) ELSE 0 END <= m.weekly_cap_minutes
        END

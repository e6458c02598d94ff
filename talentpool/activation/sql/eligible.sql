m.skill_id = %(skill)s AND (m.deployable OR (%(resting)s AND EXISTS (SELECT 1 FROM agents_agent a
        WHERE a.id = m.agent_id AND a.state = 'resting' AND a.formalities_done_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM accounts_consent p
            WHERE p.user_id = a.user_id AND p.purpose = 'processing' AND p.withdrawn_at IS NULL))))
    AND (%(only)s::bigint IS NULL OR m.agent_id = %(only)s)
    AND z.no = s.no AND z.zone = m.timezone
    AND (m.certified_until >= s.until OR (%(lapsed)s AND m.certified_until IS NOT NULL))
    AND m.floor_minor <= s.pay
    AND ((m.free_week & z.mask) = z.mask OR (m.extra && tstzrange(s.since, s.until)
        AND activation_is_free(m.free_week, m.extra, m.timezone, tstzrange(s.since, s.until))))
    AND m.channels && %(channels)s::varchar[]
    AND m.languages && %(languages)s::varchar[]
    AND (m.paused_until IS NULL OR m.paused_until <= %(now)s)
    AND (m.hub_id IS NOT NULL OR (NOT %(hub)s AND (m.kit_passed_at >= %(kit_since)s OR %(kitless)s)))
    AND NOT m.away && tstzrange(s.since, s.until)
    AND NOT m.busy && tstzrange(s.since, s.until)
    AND NOT m.agent_id = ANY ((SELECT people FROM excluded)::bigint[])
    -- Most people have no work near: then the caps are only compared.
    AND CASE WHEN isempty(m.work) THEN greatest(z.d1m, z.d2m) <= m.daily_cap_minutes
            AND greatest(z.w1m, z.w2m) <= m.weekly_cap_minutes
        ELSE activation_is_rested(m.work, m.rest_minutes, tstzrange(s.since, s.until))
            AND z.d1m + activation_minutes(m.work, z.day1) <= m.daily_cap_minutes
            AND z.d2m + activation_minutes(m.work, z.day2) <= m.daily_cap_minutes
            AND z.w1m + activation_minutes(m.work, z.week1) <= m.weekly_cap_minutes
            AND z.w2m + activation_minutes(m.work, z.week2) <= m.weekly_cap_minutes END

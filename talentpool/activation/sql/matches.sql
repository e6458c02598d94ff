-- Who may be asked, slot by slot in the published order. Read by shortlist.py; parameters by name.
WITH zoned AS MATERIALIZED (
    SELECT z.no, z.zone, z.mask::bit(672) AS mask, tstzrange(d1s, d1e) AS day1, d1m, tstzrange(d2s, d2e) AS
    day2, d2m,
        tstzrange(w1s, w1e) AS week1, w1m, tstzrange(w2s, w2e) AS week2, w2m
    FROM unnest(%(z_no)s::int[], %(z_zone)s::text[], %(z_mask)s::text[],
        %(day1_start)s::timestamptz[], %(day1_end)s::timestamptz[], %(day1_minutes)s::float8[],
        %(day2_start)s::timestamptz[], %(day2_end)s::timestamptz[], %(day2_minutes)s::float8[],
        %(week1_start)s::timestamptz[], %(week1_end)s::timestamptz[], %(week1_minutes)s::float8[],
        %(week2_start)s::timestamptz[], %(week2_end)s::timestamptz[], %(week2_minutes)s::float8[])
        AS z(no, zone, mask, d1s, d1e, d1m, d2s, d2e, d2m, w1s, w1e, w1m, w2s, w2e, w2m)
)
SELECT s.no, c.agent_id, c.favourite, c.suits, c.score, c.lot, c.kind, c.floor_minor, c.timezone, c.rest_minutes,
    c.weekly_cap_minutes - activation_minutes(c.work, c.week1), k.last_asked_at
FROM unnest(%(no)s::int[], %(start)s::timestamptz[], %(end)s::timestamptz[], %(pay)s::int[]) AS s(no, since, until, pay)
CROSS JOIN LATERAL (
    SELECT m.agent_id, m.agent_id = ANY (%(favourites)s::bigint[]) AS favourite, m.kind, m.score, m.floor_minor,
        m.timezone, m.rest_minutes, m.weekly_cap_minutes, m.work, z.week1, m.kind = %(preferred)s AS suits,
        hashint8extended(m.agent_id, %(seed)s) AS lot
    FROM activation_matchrow m JOIN zoned z ON z.no = s.no AND z.zone = m.timezone
    WHERE m.skill_id = %(skill)s AND (m.deployable OR (%(resting)s AND EXISTS (SELECT 1 FROM agents_agent a
            WHERE a.id = m.agent_id AND a.state = 'resting' AND a.formalities_done_at IS NOT NULL AND EXISTS (
                SELECT 1 FROM accounts_consent p
                WHERE p.user_id = a.user_id AND p.purpose = 'processing' AND p.withdrawn_at IS NULL))))
        AND (%(only)s::bigint IS NULL OR m.agent_id = %(only)s)
        AND (%(kind)s = '' OR m.kind = %(kind)s)
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
        AND NOT m.agent_id = ANY (%(excluded)s::bigint[])
        AND activation_is_rested(m.work, m.rest_minutes, tstzrange(s.since, s.until))
        AND z.d1m + activation_minutes(m.work, z.day1) <= m.daily_cap_minutes
        AND z.d2m + activation_minutes(m.work, z.day2) <= m.daily_cap_minutes
        AND z.w1m + activation_minutes(m.work, z.week1) <= m.weekly_cap_minutes
        AND z.w2m + activation_minutes(m.work, z.week2) <= m.weekly_cap_minutes
        AND NOT EXISTS (
            SELECT 1 FROM unnest(%(certificates)s::bigint[]) needed(skill_id)
            LEFT JOIN activation_matchrow other ON other.agent_id = m.agent_id AND other.skill_id = needed.skill_id
            WHERE coalesce(other.certified_until < s.until, true))
    ORDER BY favourite DESC, suits DESC, m.score DESC, lot, m.agent_id
    LIMIT %(limit)s
) c
LEFT JOIN activation_contact k ON k.agent_id = c.agent_id
ORDER BY s.no, c.favourite DESC, c.suits DESC, c.score DESC, c.lot, c.agent_id

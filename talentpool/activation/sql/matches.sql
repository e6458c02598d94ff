-- Who may be asked, slot by slot in the published order: favourites, the kind the work suits, the other kind; each by
-- score, then by lot. Put together by statements.py with the rules of eligible_person.sql and eligible_hours.sql;
-- parameters by name. A kind of one time zone is read in the published order from an index, and no further than the
-- list is long (in_order.sql); or, where few are free at those hours, the free ones are taken from an index of hours (free_first.sql);
-- or, with many slots, the people are read once (able.sql) and asked for their hours slot by slot.
-- Columns of slots come in binary form (b): a week of shifts as text took longer to write down than to plan.
WITH zoned AS MATERIALIZED (
    SELECT z.no, z.zone, z.mask::bit(672) AS mask, z.hours, tstzrange(d1s, d1e) AS day1, d1m, tstzrange(d2s, d2e) AS day2, d2m,
        tstzrange(w1s, w1e) AS week1, w1m, tstzrange(w2s, w2e) AS week2, w2m
    FROM unnest(%(z_no)b::int[], %(z_zone)b::text[], %(z_mask)b::text[], %(z_hours)b::text[],
        %(day1_start)b::timestamptz[], %(day1_end)b::timestamptz[], %(day1_minutes)b::float8[],
        %(day2_start)b::timestamptz[], %(day2_end)b::timestamptz[], %(day2_minutes)b::float8[],
        %(week1_start)b::timestamptz[], %(week1_end)b::timestamptz[], %(week1_minutes)b::float8[],
        %(week2_start)b::timestamptz[], %(week2_end)b::timestamptz[], %(week2_minutes)b::float8[])
        AS z(no, zone, mask, hours, d1s, d1e, d1m, d2s, d2e, d2m, w1s, w1e, w1m, w2s, w2e, w2m)
),
favourites AS MATERIALIZED (
    SELECT array_agg(agent_id) AS people FROM agents_clientpreference WHERE client_id = %(client)s AND kind = 'favourite'
),
-- Blocked by the client, members of it, or no longer willing to be shown to it.
excluded AS MATERIALIZED (
    SELECT coalesce(array_agg(agent_id), '{}') AS people FROM (
        SELECT agent_id FROM agents_clientpreference WHERE client_id = %(client)s AND kind = 'block'
        UNION SELECT a.id FROM accounts_membership c JOIN agents_agent a ON a.user_id = c.user_id
            WHERE c.client_id = %(client)s
        UNION SELECT a.id FROM accounts_consent c JOIN agents_agent a ON a.user_id = c.user_id
            WHERE c.client_id = %(client)s AND c.purpose = 'client_sharing'
            GROUP BY a.id HAVING bool_and(c.withdrawn_at IS NOT NULL)
    ) x
){before}
SELECT c.no, c.agent_id, c.favourite, c.suits, c.score, c.lot, c.kind, c.floor_minor, c.timezone, c.rest_minutes,
    c.weekly_cap_minutes - CASE WHEN isempty(c.work) THEN 0 ELSE activation_minutes(c.work, c.week1) END, k.last_asked_at
FROM (
SELECT s.no, s.week1, f.*
FROM (
    SELECT tstzrange(s.since, s.until) AS during, s.since, s.until, s.pay, s.first, s.last, z.*
    FROM unnest(%(no)b::int[], %(start)b::timestamptz[], %(end)b::timestamptz[], %(pay)b::int[],
        %(first)b::text[], %(last)b::text[]) AS s(slot, since, until, pay, first, last) JOIN zoned z ON z.no = s.slot
    OFFSET 0  -- one range a slot, and not one a row
) s
CROSS JOIN LATERAL (
    WITH first AS MATERIALIZED (
        SELECT m.agent_id, m.kind, m.score, m.floor_minor, m.timezone, m.rest_minutes, m.weekly_cap_minutes, m.work,
            true AS favourite, activation_lot(m.agent_id, %(seed)s) AS lot
        FROM {first} m
        WHERE (SELECT people FROM favourites) IS NOT NULL
            AND m.agent_id = ANY ((SELECT people FROM favourites)::bigint[]) AND m.kind = ANY (%(kinds)s::varchar[]) AND {eligible}
        ORDER BY m.kind = %(preferred)s DESC, m.score DESC, lot, m.agent_id LIMIT %(limit)s
    ),
    suiting AS MATERIALIZED (
        SELECT m.agent_id, m.kind, m.score, m.floor_minor, m.timezone, m.rest_minutes, m.weekly_cap_minutes, m.work,
            false AS favourite, activation_lot(m.agent_id, %(seed)s) AS lot
        FROM {suiting} m
        WHERE m.kind = %(preferred)s AND m.kind = ANY (%(kinds)s::varchar[])
            AND NOT m.agent_id = ANY (coalesce((SELECT people FROM favourites), '{}')::bigint[]) AND {left}
        {order} LIMIT greatest(0, %(limit)s - (SELECT count(*) FROM first))
    ),
    others AS MATERIALIZED (
        SELECT m.agent_id, m.kind, m.score, m.floor_minor, m.timezone, m.rest_minutes, m.weekly_cap_minutes, m.work,
            false AS favourite, activation_lot(m.agent_id, %(seed)s) AS lot
        FROM {others} m
        WHERE m.kind = %(other)s AND m.kind = ANY (%(kinds)s::varchar[])
            AND NOT m.agent_id = ANY (coalesce((SELECT people FROM favourites), '{}')::bigint[]) AND {left}
        {order}
        LIMIT greatest(0, %(limit)s - (SELECT count(*) FROM first) - (SELECT count(*) FROM suiting))
    )
    SELECT *, kind = %(preferred)s AS suits FROM (
        SELECT * FROM first UNION ALL SELECT * FROM suiting UNION ALL SELECT * FROM others
    ) found
) f
) c
LEFT JOIN activation_contact k ON k.agent_id = c.agent_id
ORDER BY c.no, c.favourite DESC, c.suits DESC, c.score DESC, c.lot, c.agent_id

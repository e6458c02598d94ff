m.timezone = s.zone
    -- At the slot's hours, pay and end; with eligible_person.sql and served.sql the whole rule.
    AND m.floor_minor <= s.pay
    AND (m.certified_until >= s.until OR (%(lapsed)s AND m.certified_until IS NOT NULL))
    -- Left to itself the planner asks for the free week last, as a function hangs on it. But it keeps most people out, and
    -- what is dearer to ask waits behind it.
    AND CASE WHEN (m.free_week & s.mask) = s.mask OR (m.extra && s.during
        AND activation_is_free(m.free_week, m.extra, m.timezone, s.during)) THEN {served}NOT m.away && s.during
        AND NOT m.busy && s.during
        -- Most people have no work near: then the caps are only compared.
        AND CASE WHEN isempty(m.work) THEN greatest(s.d1m, s.d2m) <= m.daily_cap_minutes
                AND greatest(s.w1m, s.w2m) <= m.weekly_cap_minutes
            ELSE NOT m.work && tstzrange(s.since - make_interval(mins => m.rest_minutes),
                    s.until + make_interval(mins => m.rest_minutes))
                AND s.d1m + CASE WHEN m.work && s.day1 THEN activation_minutes(m.work, s.day1) ELSE 0 END <= m.daily_cap_minutes
                AND s.d2m + CASE WHEN m.work && s.day2 THEN activation_minutes(m.work, s.day2) ELSE 0 END <= m.daily_cap_minutes
                AND s.w1m + CASE WHEN m.work && s.week1 THEN activation_minutes(m.work, s.week1) ELSE 0 END <= m.weekly_cap_minutes
                AND s.w2m + CASE WHEN m.work && s.week2 THEN activation_minutes(m.work, s.week2) ELSE 0 END <= m.weekly_cap_minutes
            END{more}
        ELSE false END

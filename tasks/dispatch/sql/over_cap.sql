-- over_cap: which cap a shift would break, or NULL. Days and ISO weeks are those of the agent's own zone, so that a
-- night shift counts on both its days and a night of 23 or 25 hours counts as long as it was. Shifts and standby count.
-- Written in plpgsql for its kept plans: as a plain SQL function it was planned anew at every call, eight times as dear.
CREATE OR REPLACE FUNCTION over_cap(
    p_agent bigint, p_during tstzrange, p_zone text, p_daily int, p_weekly int
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_from timestamp := lower(p_during) AT TIME ZONE p_zone;
    v_to timestamp := (upper(p_during) - interval '1 second') AT TIME ZONE p_zone;
    v_unit text;
    v_step interval;
    v_lo timestamp;
    v_span tstzrange;
    v_seconds numeric;
    v_cap int;
BEGIN
    FOREACH v_unit IN ARRAY ARRAY['day', 'week'] LOOP
        v_step := CASE v_unit WHEN 'day' THEN interval '1 day' ELSE interval '7 days' END;
        v_cap := CASE v_unit WHEN 'day' THEN p_daily ELSE p_weekly END;
        v_lo := date_trunc(v_unit, v_from);
        WHILE v_lo <= v_to LOOP  -- mostly once: a shift touches at most two days and two weeks
            v_span := tstzrange(v_lo AT TIME ZONE p_zone, (v_lo + v_step) AT TIME ZONE p_zone);
            SELECT coalesce(sum(extract(epoch FROM upper(c.during * v_span) - lower(c.during * v_span))), 0)
              INTO v_seconds
              FROM agents_commitment c
             WHERE c.agent_id = p_agent AND c.during && v_span AND c.kind IN ('shift', 'standby');
            v_seconds := v_seconds + extract(epoch FROM upper(p_during * v_span) - lower(p_during * v_span));
            IF v_seconds > v_cap * 60 THEN
                RETURN CASE v_unit WHEN 'day' THEN 'over_daily_cap' ELSE 'over_weekly_cap' END;
            END IF;
            v_lo := v_lo + v_step;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;

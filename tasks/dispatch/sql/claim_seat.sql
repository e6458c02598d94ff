-- claim_seat: the only place where a seat is taken. Everything that must be true is checked, under the locks that make
-- it stay true, before the first write: a refusal therefore changes nothing, and no savepoint is paid for.
--
-- Locks, always in this order: the agent's Load row (all her claims, shifts of all clients, queue here), then one free
-- seat (SKIP LOCKED, so nobody waits for a neighbour), then the offer by compare-and-set. The exclusion constraint
-- agents.commitment_never_twice stands behind it all.
--
-- p_at: the server's time. p_actor: who tapped, the draw's or a dispatcher's user; goes into the outbox.
-- p_options: 'draw' allots to somebody in the draw (entered); 'skip_waiting' answers "full" rather than wait for a seat
-- that another transaction holds and may give back.
-- Returns code 'ok' or 'already' with the assignment's ref, else the rule that refused: no_offer, wrong_state, expired,
-- lottery, shift_closed, not_in_reserve, paused, formalities, below_floor, blocked, own_client, certificate, overlaps, rest,
-- over_daily_cap, over_weekly_cap (her own), over_daily_limit, over_weekly_limit (of where she lives), hub_missing, hub_full,
-- full. Called by actions/claiming.py; what it costs is in docs/mechanisms.
CREATE OR REPLACE FUNCTION claim_seat(
    p_offer bigint, p_agent bigint, p_at timestamptz, p_actor bigint, p_options text[] DEFAULT '{}',
    OUT code text, OUT assignment uuid
) LANGUAGE plpgsql AS $$
DECLARE
    v record;  -- the offer with all that it depends on, and the agent's own days and weeks that the shift may touch
    h record;  -- what she is bound to around it
    v_seat bigint;
    v_hub_seat int;  -- in a hub; NULL: she needs none
BEGIN
    PERFORM 1 FROM agents_load WHERE agent_id = p_agent FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO agents_load (agent_id, changed_at) VALUES (p_agent, p_at) ON CONFLICT DO NOTHING;
        PERFORM 1 FROM agents_load WHERE agent_id = p_agent FOR UPDATE;
    END IF;

    SELECT o.state, o.deadline, o.lottery_until, o.pay_minor, o.currency, o.approach_id, o.asked_at,
           s.id AS shift_id, s.starts_at, s.ends_at, s.state AS shift_state, r.client_id,
           a.state AS agent_state, a.paused_until, a.formalities_done_at, a.floor_minor, a.user_id,
           least(a.daily_cap_minutes, a.daily_limit_minutes) * interval '1 minute' AS day_cap,
           least(a.weekly_cap_minutes, a.weekly_limit_minutes) * interval '1 minute' AS week_cap,
           CASE WHEN a.daily_limit_minutes < a.daily_cap_minutes THEN 'limit' ELSE 'cap' END AS day_rule,
           CASE WHEN a.weekly_limit_minutes < a.weekly_cap_minutes THEN 'limit' ELSE 'cap' END AS week_rule,
           a.rest_minutes * interval '1 minute' AS rest, tstzrange(s.starts_at, s.ends_at) AS during,
           z.d0 AT TIME ZONE a.timezone AS d0, (z.d0 + interval '1 day') AT TIME ZONE a.timezone AS d1,
           (z.d0 + interval '2 days') AT TIME ZONE a.timezone AS d2,
           z.w0 AT TIME ZONE a.timezone AS w0, (z.w0 + interval '7 days') AT TIME ZONE a.timezone AS w1,
           (z.w0 + interval '14 days') AT TIME ZONE a.timezone AS w2,
           EXISTS (SELECT 1 FROM agents_clientpreference b
                    WHERE b.agent_id = p_agent AND b.client_id = r.client_id AND b.kind = 'block') AS blocked,
           EXISTS (SELECT 1 FROM accounts_membership m
                    WHERE m.user_id = a.user_id AND m.client_id = r.client_id) AS member,
           EXISTS (SELECT 1 FROM accounts_consent g
                    WHERE g.user_id = a.user_id AND g.purpose = 'client_sharing' AND g.client_id = r.client_id
                      AND g.withdrawn_at IS NULL) AS consented,
           r.skill_id IS NULL OR k.certified_until >= s.ends_at AS certified, a.hub_id, r.hub_required
      INTO v
      FROM dispatch_offer o
      JOIN orders_shift s ON s.id = o.shift_id
      JOIN orders_order r ON r.id = s.order_id
      JOIN agents_agent a ON a.id = o.agent_id
      LEFT JOIN agents_agentskill k ON k.agent_id = o.agent_id AND k.skill_id = r.skill_id
      CROSS JOIN LATERAL (SELECT date_trunc('day', s.starts_at AT TIME ZONE a.timezone) AS d0,
                                 date_trunc('week', s.starts_at AT TIME ZONE a.timezone) AS w0) z
     WHERE o.id = p_offer AND o.agent_id = p_agent;

    code := CASE
        WHEN NOT FOUND THEN 'no_offer'
        WHEN v.state = 'accepted' THEN 'already'
        WHEN v.state NOT IN ('offered', 'not_drawn') AND NOT (v.state = 'entered' AND 'draw' = ANY (p_options))
            THEN 'wrong_state'
        WHEN p_at >= v.deadline THEN 'expired'
        WHEN p_at < v.lottery_until AND NOT 'draw' = ANY (p_options) THEN 'lottery'
        WHEN v.shift_state NOT IN ('open', 'started') OR v.ends_at <= p_at THEN 'shift_closed'
        WHEN v.agent_state <> 'reserve' THEN 'not_in_reserve'
        WHEN v.paused_until > p_at THEN 'paused'
        WHEN v.formalities_done_at IS NULL THEN 'formalities'
        WHEN v.pay_minor < v.floor_minor THEN 'below_floor'
        WHEN v.blocked THEN 'blocked'
        WHEN v.member THEN 'own_client'
        WHEN v.certified IS NOT TRUE THEN 'certificate'
    END;
    IF code = 'already' THEN
        SELECT t.ref INTO assignment FROM dispatch_assignment t
         WHERE t.offer_id = p_offer ORDER BY t.id DESC LIMIT 1;
    END IF;
    IF code IS NOT NULL THEN RETURN; END IF;

    -- One look at her calendar. Days and ISO weeks are those of her own zone, so that a night shift counts on both its
    -- days and a night of 23 or 25 hours counts as long as it was. Shifts and standby count against the caps.
    SELECT bool_or(c.during && v.during) AS overlaps,
           bool_or(c.kind = 'shift' AND c.during && tstzrange(v.starts_at - v.rest, v.ends_at + v.rest)) AS tired,
           sum(upper(c.during * tstzrange(v.d0, v.d1)) - lower(c.during * tstzrange(v.d0, v.d1)))
               FILTER (WHERE c.kind IN ('shift', 'standby')) AS d0,
           sum(upper(c.during * tstzrange(v.d1, v.d2)) - lower(c.during * tstzrange(v.d1, v.d2)))
               FILTER (WHERE c.kind IN ('shift', 'standby')) AS d1,
           sum(upper(c.during * tstzrange(v.w0, v.w1)) - lower(c.during * tstzrange(v.w0, v.w1)))
               FILTER (WHERE c.kind IN ('shift', 'standby')) AS w0,
           sum(upper(c.during * tstzrange(v.w1, v.w2)) - lower(c.during * tstzrange(v.w1, v.w2)))
               FILTER (WHERE c.kind IN ('shift', 'standby')) AS w1
      INTO h
      FROM agents_commitment c
     WHERE c.agent_id = p_agent
       AND c.during && tstzrange(least(v.w0, v.starts_at - v.rest), greatest(v.w1, v.d2, v.ends_at + v.rest));
    code := CASE
        WHEN h.overlaps THEN 'overlaps'
        WHEN h.tired THEN 'rest'
        WHEN coalesce(h.d0, '0') + least(v.ends_at, v.d1) - v.starts_at > v.day_cap
          OR v.ends_at > v.d1 AND coalesce(h.d1, '0') + v.ends_at - v.d1 > v.day_cap THEN 'over_daily_' || v.day_rule
        WHEN coalesce(h.w0, '0') + least(v.ends_at, v.w1) - v.starts_at > v.week_cap
          OR v.ends_at > v.w1 AND coalesce(h.w1, '0') + v.ends_at - v.w1 > v.week_cap THEN 'over_weekly_' || v.week_rule
    END;
    IF code IS NOT NULL THEN RETURN; END IF;

    SELECT id INTO v_seat FROM dispatch_seat
     WHERE shift_id = v.shift_id AND holder_id IS NULL ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF v_seat IS NULL AND NOT 'skip_waiting' = ANY (p_options) THEN
        SELECT id INTO v_seat FROM dispatch_seat
         WHERE shift_id = v.shift_id AND holder_id IS NULL ORDER BY number LIMIT 1 FOR UPDATE;
    END IF;
    v_hub_seat := CASE WHEN v.hub_required OR v.hub_id IS NOT NULL
                       THEN hub_seat_for(p_agent, v.hub_id, v.hub_required, v.during, p_at) END;
    IF v_seat IS NULL OR v_hub_seat < 1 THEN
        code := CASE WHEN v_seat IS NULL THEN 'full' WHEN v.hub_id IS NULL THEN 'hub_missing' ELSE 'hub_full' END;
        RETURN;
    END IF;

    UPDATE dispatch_offer SET state = 'accepted', answered_at = p_at WHERE id = p_offer AND state = v.state
    RETURNING pay_minor INTO v.pay_minor;  -- a raise that was committed while we waited for the row counts
    IF NOT FOUND THEN
        code := 'wrong_state';
        RETURN;
    END IF;

    UPDATE dispatch_seat SET holder_id = p_agent WHERE id = v_seat;
    assignment := gen_random_uuid();
    INSERT INTO dispatch_assignment
        (ref, seat_id, shift_id, agent_id, offer_id, state, pay_minor, currency, accepted_at)
    VALUES (assignment, v_seat, v.shift_id, p_agent, p_offer, 'held', v.pay_minor, v.currency, p_at);
    INSERT INTO agents_commitment (ref, agent_id, during, kind, source, created_at)
    VALUES (gen_random_uuid(), p_agent, v.during, 'shift', assignment, p_at);
    PERFORM book_hub_seat(v.hub_id, v_hub_seat, p_agent, v.during, assignment, p_at) WHERE v_hub_seat IS NOT NULL;
    IF v.approach_id IS NOT NULL THEN
        UPDATE activation_approach SET answer = 'yes', answered_at = p_at, depth = 'answered'
         WHERE id = v.approach_id AND asked_at = v.asked_at AND answer <> 'yes';
    END IF;
    -- Accepting is the consent: the button says which client will see the alias, skills, attendance and quality.
    IF NOT v.consented THEN
        INSERT INTO accounts_consent (ref, user_id, purpose, version, client_id, given_at)
        VALUES (gen_random_uuid(), v.user_id, 'client_sharing', '1', v.client_id, p_at) ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO messaging_outbox (ref, topic, payload, state, attempts, last_error, created_at, due_at)
    VALUES (gen_random_uuid(), 'seat.claimed', jsonb_build_object('assignment', assignment, 'by', p_actor),
            'pending', 0, '', p_at, p_at);
    code := 'ok';
END $$;

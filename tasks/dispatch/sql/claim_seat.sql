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
-- lottery, shift_closed, not_in_reserve, paused, formalities, below_floor, blocked, own_client, certificate, overlaps,
-- rest, over_daily_cap, over_weekly_cap, hub_missing, hub_full, full. About 0.5 ms; called by actions/claiming.py.
CREATE OR REPLACE FUNCTION claim_seat(
    p_offer bigint, p_agent bigint, p_at timestamptz, p_actor bigint, p_options text[] DEFAULT '{}',
    OUT code text, OUT assignment uuid
) LANGUAGE plpgsql AS $$
DECLARE
    v record;
    v_during tstzrange;
    v_overlaps boolean;
    v_tired boolean;
    v_seat bigint;
    v_hub_seat int;
BEGIN
    PERFORM 1 FROM agents_load WHERE agent_id = p_agent FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO agents_load (agent_id, changed_at) VALUES (p_agent, p_at) ON CONFLICT DO NOTHING;
        PERFORM 1 FROM agents_load WHERE agent_id = p_agent FOR UPDATE;
    END IF;

    SELECT o.state, o.deadline, o.lottery_until, o.pay_minor, o.currency, o.approach_id, o.asked_at,
           s.id AS shift_id, s.starts_at, s.ends_at, s.state AS shift_state, r.client_id, r.skill_id,
           a.state AS agent_state, a.paused_until, a.formalities_done_at, a.floor_minor, a.user_id, a.timezone,
           a.daily_cap_minutes, a.weekly_cap_minutes, a.rest_minutes * interval '1 minute' AS rest,
           a.hub_id, r.hub_required
      INTO v
      FROM dispatch_offer o
      JOIN orders_shift s ON s.id = o.shift_id
      JOIN orders_order r ON r.id = s.order_id
      JOIN agents_agent a ON a.id = o.agent_id
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
        WHEN EXISTS (SELECT 1 FROM agents_clientpreference b
                      WHERE b.agent_id = p_agent AND b.client_id = v.client_id AND b.kind = 'block') THEN 'blocked'
        WHEN EXISTS (SELECT 1 FROM accounts_membership m
                      WHERE m.user_id = v.user_id AND m.client_id = v.client_id) THEN 'own_client'
        WHEN v.skill_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM agents_agentskill k
             WHERE k.agent_id = p_agent AND k.skill_id = v.skill_id AND k.certified_until >= v.ends_at)
            THEN 'certificate'
    END;
    IF code = 'already' THEN
        SELECT t.ref INTO assignment FROM dispatch_assignment t
         WHERE t.offer_id = p_offer ORDER BY t.id DESC LIMIT 1;
    END IF;
    IF code IS NOT NULL THEN
        RETURN;
    END IF;

    v_during := tstzrange(v.starts_at, v.ends_at);
    SELECT bool_or(c.during && v_during), bool_or(c.kind = 'shift') INTO v_overlaps, v_tired
      FROM agents_commitment c
     WHERE c.agent_id = p_agent AND c.during && tstzrange(v.starts_at - v.rest, v.ends_at + v.rest);
    IF v_overlaps OR v_tired THEN
        code := CASE WHEN v_overlaps THEN 'overlaps' ELSE 'rest' END;
        RETURN;
    END IF;

    code := over_cap(p_agent, v_during, v.timezone, v.daily_cap_minutes, v.weekly_cap_minutes);
    IF code IS NOT NULL THEN
        RETURN;
    END IF;

    SELECT id INTO v_seat FROM dispatch_seat
     WHERE shift_id = v.shift_id AND holder_id IS NULL ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF v_seat IS NULL AND NOT 'skip_waiting' = ANY (p_options) THEN
        SELECT id INTO v_seat FROM dispatch_seat
         WHERE shift_id = v.shift_id AND holder_id IS NULL ORDER BY number LIMIT 1 FOR UPDATE;
    END IF;
    IF v_seat IS NULL THEN
        code := 'full';
        RETURN;
    END IF;

    -- Who works from a hub, because the client wants it or her own kit is not proven, gets a seat there with this one.
    IF v.hub_required OR v.hub_id IS NOT NULL AND NOT has_own_kit(p_agent, p_at) THEN
        v_hub_seat := free_hub_seat(v.hub_id, v_during);
        IF v_hub_seat IS NULL OR v_hub_seat = 0 THEN
            code := CASE WHEN v.hub_id IS NULL THEN 'hub_missing' ELSE 'hub_full' END;
            RETURN;
        END IF;
    END IF;

    UPDATE dispatch_offer SET state = 'accepted', answered_at = p_at WHERE id = p_offer AND state = v.state;
    IF NOT FOUND THEN
        code := 'wrong_state';
        RETURN;
    END IF;

    UPDATE dispatch_seat SET holder_id = p_agent WHERE id = v_seat;
    INSERT INTO dispatch_assignment
        (ref, seat_id, shift_id, agent_id, offer_id, state, pay_minor, currency, accepted_at)
    VALUES (gen_random_uuid(), v_seat, v.shift_id, p_agent, p_offer, 'held', v.pay_minor, v.currency, p_at)
    RETURNING ref INTO assignment;
    INSERT INTO agents_commitment (ref, agent_id, during, kind, source, created_at)
    VALUES (gen_random_uuid(), p_agent, v_during, 'shift', assignment, p_at);
    IF v_hub_seat IS NOT NULL THEN
        PERFORM book_hub_seat(v.hub_id, v_hub_seat, p_agent, v_during, assignment, p_at);
    END IF;
    UPDATE activation_approach SET answer = 'yes', answered_at = p_at, depth = 'answered'
     WHERE id = v.approach_id AND asked_at = v.asked_at AND answer <> 'yes';
    -- Accepting is the consent: the button says which client will see the alias, skills, attendance and quality.
    INSERT INTO accounts_consent (ref, user_id, purpose, version, client_id, given_at)
    SELECT gen_random_uuid(), v.user_id, 'client_sharing', '1', v.client_id, p_at
     WHERE NOT EXISTS (
        SELECT 1 FROM accounts_consent g WHERE g.user_id = v.user_id AND g.purpose = 'client_sharing'
           AND g.client_id = v.client_id AND g.withdrawn_at IS NULL);
    INSERT INTO messaging_outbox (ref, topic, payload, state, attempts, last_error, created_at, due_at)
    VALUES (gen_random_uuid(), 'seat.claimed', jsonb_build_object('assignment', assignment, 'by', p_actor),
            'pending', 0, '', p_at, p_at);
    code := 'ok';
END $$;

-- Seats in hubs: taken inside a claim, freed with the commitment they belong to, never more than the hub has.

-- has_own_kit: whether a kit check passed within the days that the pool's standard gives it.
CREATE OR REPLACE FUNCTION has_own_kit(p_agent bigint, p_at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM agents_kit k
         WHERE k.agent_id = p_agent AND k.passed
           AND k.checked_at > p_at - make_interval(
               days => coalesce((SELECT kit_valid_days FROM agents_poolstandard WHERE id = 1), 30)));
$$;

-- hub_seat_for: the seat of a hub that an agent gets with a shift: the lowest free number, 0 where the hub is full or she has
-- none, NULL where she needs none, because the client asks for no hub and her own kit is proven. Locks the hub's row, so that
-- whoever comes at the same moment sees what was taken; the exclusion constraint stands behind it. Called by claim_seat after
-- its own locks (Load, seat), before its first write; book_hub_seat writes the row.
CREATE OR REPLACE FUNCTION hub_seat_for(
    p_agent bigint, p_hub bigint, p_required boolean, p_during tstzrange, p_at timestamptz
) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    v_seats int;
BEGIN
    IF NOT p_required AND has_own_kit(p_agent, p_at) THEN
        RETURN NULL;
    END IF;
    SELECT seats INTO v_seats FROM agents_hub WHERE id = p_hub FOR NO KEY UPDATE;
    RETURN coalesce((
        SELECT min(n) FROM generate_series(1, v_seats) n
         WHERE NOT EXISTS (SELECT 1 FROM agents_hubbooking b
                            WHERE b.hub_id = p_hub AND b.number = n AND b.during && p_during)), 0);
END $$;

CREATE OR REPLACE FUNCTION book_hub_seat(
    p_hub bigint, p_number int, p_agent bigint, p_during tstzrange, p_source uuid, p_at timestamptz
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO agents_hubbooking (ref, hub_id, number, agent_id, during, source, booked_at)
    VALUES (gen_random_uuid(), p_hub, p_number, p_agent, p_during, p_source, p_at);
$$;

-- A number beyond the hub's seats, and a hub made smaller than what is booked, are both refused.
CREATE OR REPLACE FUNCTION hub_has_the_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number > (SELECT seats FROM agents_hub WHERE id = NEW.hub_id) THEN
        RAISE EXCEPTION 'hub % has no seat %', NEW.hub_id, NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION hub_keeps_booked_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agents_hubbooking b
                WHERE b.hub_id = NEW.id AND b.number > NEW.seats AND upper(b.during) > NEW.changed_at) THEN
        RAISE EXCEPTION 'seats of hub % are booked', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION hub_seat_is_freed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agents_hubbooking WHERE source = OLD.source AND agent_id = OLD.agent_id;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS hub_has_the_seat ON agents_hubbooking;
CREATE TRIGGER hub_has_the_seat BEFORE INSERT OR UPDATE ON agents_hubbooking
    FOR EACH ROW EXECUTE FUNCTION hub_has_the_seat();
DROP TRIGGER IF EXISTS hub_keeps_booked_seats ON agents_hub;
CREATE TRIGGER hub_keeps_booked_seats BEFORE UPDATE OF seats ON agents_hub
    FOR EACH ROW WHEN (NEW.seats < OLD.seats) EXECUTE FUNCTION hub_keeps_booked_seats();
DROP TRIGGER IF EXISTS hub_seat_is_freed ON agents_commitment;
CREATE TRIGGER hub_seat_is_freed AFTER DELETE ON agents_commitment
    FOR EACH ROW EXECUTE FUNCTION hub_seat_is_freed();

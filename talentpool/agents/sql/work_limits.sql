-- Limits of hours by kind and region: the nearest row counts (her region, its province, everywhere). What counts for an agent
-- stands on her own row, so that whoever reads her caps reads it too; the matching index follows by its own triggers.
CREATE OR REPLACE FUNCTION work_limit_of(p_kind varchar, p_region varchar, OUT daily int, OUT weekly int)
LANGUAGE sql STABLE AS $$
    SELECT l.daily_minutes, l.weekly_minutes
      FROM agents_worklimit l LEFT JOIN agents_region r ON r.code = p_region
     WHERE l.kind = p_kind AND (l.region_id IS NULL OR l.region_id = p_region OR l.region_id = r.province_id)
     ORDER BY l.region_id IS NULL, l.region_id <> p_region LIMIT 1
$$;

CREATE OR REPLACE FUNCTION agent_gets_limit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT w.daily, w.weekly INTO NEW.daily_limit_minutes, NEW.weekly_limit_minutes
      FROM work_limit_of(NEW.kind, NEW.region_id) w;
    RETURN NEW;
END $$;

-- A limit or the map changed: everybody whom it concerns, in one statement. A place is asked for once, not once a person.
CREATE OR REPLACE FUNCTION agents_get_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE agents_agent a SET daily_limit_minutes = p.daily, weekly_limit_minutes = p.weekly
      FROM (SELECT o.kind, o.region_id, w.daily, w.weekly
              FROM (SELECT DISTINCT kind, region_id FROM agents_agent) o
             CROSS JOIN LATERAL work_limit_of(o.kind, o.region_id) w) p
     WHERE a.kind = p.kind AND a.region_id IS NOT DISTINCT FROM p.region_id
       AND (a.daily_limit_minutes, a.weekly_limit_minutes) IS DISTINCT FROM (p.daily, p.weekly);
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS agent_gets_limit ON agents_agent;
CREATE TRIGGER agent_gets_limit BEFORE INSERT OR UPDATE OF kind, region_id ON agents_agent
    FOR EACH ROW EXECUTE FUNCTION agent_gets_limit();
DROP TRIGGER IF EXISTS work_limit_changed ON agents_worklimit;
CREATE TRIGGER work_limit_changed AFTER INSERT OR UPDATE OR DELETE ON agents_worklimit
    FOR EACH STATEMENT EXECUTE FUNCTION agents_get_limits();
DROP TRIGGER IF EXISTS region_moved ON agents_region;
CREATE TRIGGER region_moved AFTER UPDATE OF province_id ON agents_region
    FOR EACH STATEMENT EXECUTE FUNCTION agents_get_limits();

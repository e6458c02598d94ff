-- Keys of hours of the week for people of one skill and kind: 0 is Monday 00:00 to 01:00, 167 Sunday 23:00.
CREATE FUNCTION activation_hour_keys(skill bigint, kind text, hours smallint[]) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT ((skill * 2 + (kind = 'home_based')::int) * 168 + h)::int FROM unnest(hours) h)
$$;

-- The keys of the hours that lie wholly in a row's free quarter-hours.
CREATE FUNCTION activation_free_keys(free_week bit(672), skill bigint, kind text) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT ((skill * 2 + (kind = 'home_based')::int) * 168 + h)::int FROM generate_series(0, 167) h
        WHERE substring(free_week FROM h * 4 + 1 FOR 4) = B'1111')
$$;

-- Where few are free a shortlist starts from them (free_first.sql). No pending list: readers would walk through it.
CREATE INDEX match_free_hours ON activation_matchrow USING gin (activation_free_keys(free_week, skill_id, kind))
    WITH (fastupdate = off);

-- People whose week has exceptions that free them: few, and not to be found by the hours of their week.
CREATE INDEX match_extra ON activation_matchrow (skill_id) WHERE NOT isempty(extra);

-- Most changes of a row touch no indexed column: with room in its page it stays where it lies, in the published order,
-- and no index grows. A hundredth of a million rows changed is much for a reader, so it is cleaned early.
ALTER TABLE activation_matchrow SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02);

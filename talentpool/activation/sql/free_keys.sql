-- Keys of hours for people who are equals in the published order: of one skill, kind, score and heap. Hour 0 of the week is
-- Monday 00:00 to 01:00, 167 Sunday 23:00. Scores come in steps of 0.05.
CREATE FUNCTION activation_hour_keys(skill bigint, kind text, score double precision, heap bigint, hours smallint[])
RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT (((skill * 2 + (kind = 'home_based')::int) * 32 + round(score * 20)::int) * 16 + heap) * 168 + h
        FROM unnest(hours) h)
$$;

-- The keys of the hours that lie wholly in a row's free quarter-hours. It calls no function of ours: newer PostgreSQL makes
-- and analyses indexes with a search path on which there is none.
CREATE FUNCTION activation_free_keys(
    free_week bit(672), skill bigint, kind text, score double precision, heap bigint
) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY(SELECT (((skill * 2 + (kind = 'home_based')::int) * 32 + round(score * 20)::int) * 16 + heap) * 168 + h
        FROM generate_series(0, 167) h WHERE substring(free_week FROM h * 4 + 1 FOR 4) = B'1111')
$$;

-- Where few are free a shortlist reads the free ones only (free_first.sql), heap by heap in the published order, and stops
-- where the list is full. By hour alone it had to read all who are free before it could sort them. No pending list:
-- readers would walk through it.
CREATE INDEX match_free_in_order ON activation_matchrow
    USING gin (activation_free_keys(free_week, skill_id, kind, score, hashint8extended(agent_id, 0) & 15)) WITH (fastupdate = off);

-- People whose week has exceptions that free them: few, and not to be found by the hours of their week.
CREATE INDEX match_extra_in_order ON activation_matchrow (skill_id, kind, score, (hashint8extended(agent_id, 0) & 15))
    WHERE NOT isempty(extra);

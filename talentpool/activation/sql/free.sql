-- Is she free during a range? The rare case that the shortlist can't answer with one mask: a range that an exception
-- covers in part. Every quarter-hour must lie in her week (her own zone) or in an exception that makes her free.
CREATE FUNCTION activation_is_free(free_week bit(672), extra tstzmultirange, zone text, during tstzrange)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT bool_and(
        extra @> tstzrange(q.at, least(q.at + interval '15 minutes', upper(during)))
        OR get_bit(free_week, ((extract(isodow FROM q.at AT TIME ZONE zone)::int - 1) * 96
            + extract(hour FROM q.at AT TIME ZONE zone)::int * 4
            + extract(minute FROM q.at AT TIME ZONE zone)::int / 15)) = 1)
    FROM generate_series(lower(during), upper(during) - interval '1 second', interval '15 minutes') q(at)
$$;

-- Minutes of the multirange that lie inside a range.
CREATE FUNCTION activation_minutes(ranges tstzmultirange, inside tstzrange) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(sum(extract(epoch FROM upper(r * inside) - lower(r * inside))) / 60, 0)::double precision
    FROM unnest(ranges) r WHERE r && inside
$$;

-- Does any stretch of work come nearer than the rest she needs? Half-open: exactly the rest is enough.
CREATE FUNCTION activation_is_rested(work tstzmultirange, rest_minutes int, during tstzrange) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT NOT (work && tstzrange(lower(during) - make_interval(mins => rest_minutes),
                                  upper(during) + make_interval(mins => rest_minutes)))
$$;

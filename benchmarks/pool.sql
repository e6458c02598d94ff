-- Agents %(first)s to %(last)s of a synthetic pool; the number is also the key. h(n, salt) is a share from 0 to 1.
CREATE OR REPLACE FUNCTION pg_temp.h(n bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE AS
    'SELECT (hashint8extended(n, salt) & 1048575) / 1048576.0';
INSERT INTO accounts_user (id, ref, password, is_superuser, is_staff, is_active, date_joined, username, email, phone_sealed,
    phone_verified, name_sealed, language, timezone, is_demo)
SELECT 1000000 + n, gen_random_uuid(), '!', false, false, true, %(now)s, 'p' || n, 'p' || n || '@example.org', '', false, '', 'en', 'Asia/Shanghai',
    false FROM generate_series(%(first)s::bigint, %(last)s) n;
INSERT INTO agents_agent (id, ref, user_id, number, kind, state, level, timezone, floor_minor, currency,
    weekly_cap_minutes, daily_cap_minutes, rest_minutes, formalities_done_at, is_backbone, is_demo, joined_at)
SELECT n, gen_random_uuid(), 1000000 + n, n::text, CASE WHEN pg_temp.h(n, 1) < 0.6 THEN 'shared' ELSE 'home_based' END,
    CASE WHEN pg_temp.h(n, 2) < 0.93 THEN 'reserve' ELSE 'resting' END, 1, 'Asia/Shanghai',
    2500 + 100 * floor(pg_temp.h(n, 3) * 20), 'CNY', 600 + 300 * floor(pg_temp.h(n, 4) * 6),
    480, 660, %(now)s, false, false, %(now)s::timestamptz - interval '200 days'
FROM generate_series(%(first)s::bigint, %(last)s) n;
INSERT INTO accounts_consent (ref, user_id, purpose, version, given_at)
SELECT gen_random_uuid(), 1000000 + n, 'processing', '1', %(now)s FROM generate_series(%(first)s::bigint, %(last)s) n;
INSERT INTO agents_agentskill (agent_id, skill_id, level, certified_until)
SELECT n, s.id, 1 + floor(pg_temp.h(n, 5) * 5), %(now)s::timestamptz + interval '1 day' * (400 * pg_temp.h(n, 6) - 30)
FROM generate_series(%(first)s::bigint, %(last)s) n
CROSS JOIN (VALUES (%(broad)s, 0.6, 7), (%(usual)s, 0.1, 8), (%(rare)s, 0.02, 9)) AS s(id, share, salt)
WHERE pg_temp.h(n, s.salt) < s.share;
INSERT INTO agents_agentchannel (agent_id, channel, level, willing)
SELECT n, c.channel, 1 + floor(pg_temp.h(n, c.salt + 1) * 5), pg_temp.h(n, c.salt + 2) < 0.94
FROM generate_series(%(first)s::bigint, %(last)s) n
CROSS JOIN (VALUES ('chat', 0.8, 20), ('call', 0.6, 23), ('email', 0.4, 26)) AS c(channel, share, salt)
WHERE pg_temp.h(n, c.salt) < c.share;
INSERT INTO agents_agentlanguage (agent_id, language_id, level)
SELECT n, l.code, 3 + floor(pg_temp.h(n, l.salt + 1) * 3) FROM generate_series(%(first)s::bigint, %(last)s) n
CROSS JOIN (VALUES ('cmn', 1.0, 30), ('yue', 0.15, 33)) AS l(code, share, salt) WHERE pg_temp.h(n, l.salt) < l.share;
INSERT INTO agents_kit (agent_id, passed, measures, checked_at)
SELECT n, pg_temp.h(n, 40) < 0.97, '{}', %(now)s::timestamptz - interval '1 day' * 110 * pg_temp.h(n, 41)
FROM generate_series(%(first)s::bigint, %(last)s) n;
INSERT INTO agents_availability (agent_id, weekday, start_minute, end_minute)
SELECT n, d, 480 + 15 * floor(pg_temp.h(n, 50) * 24), 900 + 15 * floor(pg_temp.h(n, 51) * 34)
FROM generate_series(%(first)s::bigint, %(last)s) n CROSS JOIN generate_series(0, 6) d WHERE pg_temp.h(n, 52 + d) < 0.7;
INSERT INTO agents_commitment (ref, agent_id, during, kind, source, created_at)
SELECT gen_random_uuid(), n, tstzrange(%(now)s::timestamptz + interval '1 hour' * floor(pg_temp.h(n, 61) * 96),
    %(now)s::timestamptz + interval '1 hour' * (floor(pg_temp.h(n, 61) * 96) + 4)), 'shift', gen_random_uuid(), %(now)s
FROM generate_series(%(first)s::bigint, %(last)s) n WHERE pg_temp.h(n, 60) < 0.15

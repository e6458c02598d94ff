-- The approach ledger, partitioned by month of asked_at. Months are made ahead by activation_months(); whatever
-- falls outside them lands in the default partition, so that nothing is ever refused.
CREATE SEQUENCE activation_approach_id_seq;

CREATE TABLE activation_approach (
    id bigint NOT NULL DEFAULT nextval('activation_approach_id_seq'),
    asked_at timestamptz NOT NULL,
    agent_id bigint NOT NULL,
    skill_id bigint NOT NULL,
    channel varchar(10) NOT NULL,
    language_id varchar(10) NOT NULL,
    kind varchar(10) NOT NULL,
    purpose varchar(10) NOT NULL,
    source uuid NOT NULL,
    deadline timestamptz NOT NULL,
    answer varchar(5) NOT NULL DEFAULT 'open',
    answered_at timestamptz,
    depth varchar(10) NOT NULL DEFAULT '',
    ready_at timestamptz,
    worked_at timestamptz,
    withdrawn boolean NOT NULL DEFAULT false,
    facts jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (id, asked_at),
    CONSTRAINT approach_answer CHECK (answer IN ('open', 'yes', 'no', 'none')),
    CONSTRAINT approach_purpose CHECK (purpose IN ('drill', 'offer', 'ping')),
    CONSTRAINT approach_depth CHECK (depth IN ('', 'answered', 'ready', 'worked')),
    CONSTRAINT approach_answered CHECK ((answer IN ('yes', 'no')) = (answered_at IS NOT NULL))
) PARTITION BY RANGE (asked_at);

ALTER SEQUENCE activation_approach_id_seq OWNED BY activation_approach.id;
CREATE TABLE activation_approach_rest PARTITION OF activation_approach DEFAULT;
CREATE INDEX activation_approach_source ON activation_approach (source, agent_id);
CREATE INDEX activation_approach_agent ON activation_approach (agent_id, asked_at DESC);
CREATE INDEX activation_approach_segment ON activation_approach (skill_id, channel, language_id, kind, purpose, asked_at);

-- Makes the partitions of `months` months from the month of `first` on; returns how many are new. A month whose rows
-- already sit in the default partition is left there.
CREATE FUNCTION activation_months(first timestamptz, months int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    start_at timestamptz := date_trunc('month', first, 'UTC');
    made int := 0;
    name text;
BEGIN
    FOR step IN 1..months LOOP
        name := 'activation_approach_' || to_char(start_at AT TIME ZONE 'UTC', 'YYYYMM');
        IF to_regclass(name) IS NULL AND NOT EXISTS (
            SELECT 1 FROM activation_approach_rest
            WHERE asked_at >= start_at AND asked_at < date_trunc('month', start_at + interval '32 days', 'UTC')
        ) THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF activation_approach FOR VALUES FROM (%L) TO (%L)',
                           name, start_at, date_trunc('month', start_at + interval '32 days', 'UTC'));
            made := made + 1;
        END IF;
        start_at := date_trunc('month', start_at + interval '32 days', 'UTC');
    END LOOP;
    RETURN made;
END $$;

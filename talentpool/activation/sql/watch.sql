-- Triggers that keep the matching index true: an agent's own changes in her own transaction, her commitments by a
-- queue (a claim must not rewrite ten index rows). Statement triggers: an import of 10,000 rows refreshes once.
CREATE FUNCTION activation_watch_agent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agents bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT t.%I) FROM changed t', TG_ARGV[0]) INTO agents;
    PERFORM activation_match_agents(agents);
    RETURN NULL;
END $$;

CREATE FUNCTION activation_watch_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM activation_match_agents(ARRAY(
        SELECT a.id FROM changed t JOIN agents_agent a ON a.user_id = t.user_id WHERE t.purpose = 'processing'));
    RETURN NULL;
END $$;

CREATE FUNCTION activation_watch_commitment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activation_stale (agent_id) SELECT DISTINCT t.agent_id FROM changed t;
    RETURN NULL;
END $$;

DO $$
DECLARE
    watched text[];
    event text;
BEGIN
    FOREACH watched SLICE 1 IN ARRAY ARRAY[
        ['agents_agent', 'activation_watch_agent(''id'')'],
        ['agents_agentskill', 'activation_watch_agent(''agent_id'')'],
        ['agents_agentchannel', 'activation_watch_agent(''agent_id'')'],
        ['agents_agentlanguage', 'activation_watch_agent(''agent_id'')'],
        ['agents_kit', 'activation_watch_agent(''agent_id'')'],
        ['agents_availability', 'activation_watch_agent(''agent_id'')'],
        ['agents_availabilityexception', 'activation_watch_agent(''agent_id'')'],
        ['accounts_consent', 'activation_watch_consent()'],
        ['agents_commitment', 'activation_watch_commitment()']
    ] LOOP
        FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
            EXECUTE format(
                'CREATE TRIGGER activation_watch_%s AFTER %s ON %I REFERENCING %s TABLE AS changed '
                'FOR EACH STATEMENT EXECUTE FUNCTION %s',
                lower(event), event, watched[1], CASE event WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END, watched[2]);
        END LOOP;
    END LOOP;
END $$;

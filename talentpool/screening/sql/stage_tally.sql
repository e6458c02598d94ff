-- Counts of the recruiter's board: each statement that moves applications adds its differences to screening_stagetally.
-- The board adds up a few rows instead of counting a hundred thousand; screening.jobs.add_up_stages keeps them few.
CREATE FUNCTION screening_stage_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO screening_stagetally (campaign_id, state, people)
    SELECT campaign_id, state, count(*) FROM came GROUP BY campaign_id, state;
    RETURN NULL;
END $$;

CREATE FUNCTION screening_stage_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO screening_stagetally (campaign_id, state, people)
    SELECT campaign_id, state, -count(*) FROM went GROUP BY campaign_id, state;
    RETURN NULL;
END $$;

CREATE FUNCTION screening_stage_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO screening_stagetally (campaign_id, state, people)
    SELECT campaign_id, state, sum(one)
      FROM (SELECT campaign_id, state, 1 AS one FROM came UNION ALL SELECT campaign_id, state, -1 FROM went) AS moves
     GROUP BY campaign_id, state HAVING sum(one) <> 0;
    RETURN NULL;
END $$;

CREATE FUNCTION screening_stage_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM screening_stagetally;
    RETURN NULL;
END $$;

CREATE TRIGGER application_stage_came AFTER INSERT ON screening_application
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION screening_stage_came();
CREATE TRIGGER application_stage_went AFTER DELETE ON screening_application
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION screening_stage_went();
CREATE TRIGGER application_stage_moved AFTER UPDATE ON screening_application
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION screening_stage_moved();
CREATE TRIGGER application_stage_emptied AFTER TRUNCATE ON screening_application
    FOR EACH STATEMENT EXECUTE FUNCTION screening_stage_emptied();

INSERT INTO screening_stagetally (campaign_id, state, people)
SELECT campaign_id, state, count(*) FROM screening_application GROUP BY campaign_id, state;

-- The ledger keeps its own promises: an entry balances per currency when its transaction ends, and what is written
-- stays as it is. A mistake is mended by an entry that reverses it.
CREATE FUNCTION billing_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER billing_entry_append_only
    BEFORE UPDATE OR DELETE ON billing_journalentry FOR EACH ROW EXECUTE FUNCTION billing_append_only();
CREATE TRIGGER billing_entry_no_truncate
    BEFORE TRUNCATE ON billing_journalentry FOR EACH STATEMENT EXECUTE FUNCTION billing_append_only();
CREATE TRIGGER billing_posting_append_only
    BEFORE UPDATE OR DELETE ON billing_posting FOR EACH ROW EXECUTE FUNCTION billing_append_only();
CREATE TRIGGER billing_posting_no_truncate
    BEFORE TRUNCATE ON billing_posting FOR EACH STATEMENT EXECUTE FUNCTION billing_append_only();

-- Checked once per new entry at the end of its transaction: two sides at least, each currency sums to zero, each side
-- in its account's currency.
CREATE FUNCTION billing_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong text;
    sides integer;
BEGIN
    SELECT count(*) INTO sides FROM billing_posting WHERE entry_id = NEW.id;
    IF sides < 2 THEN
        RAISE EXCEPTION 'entry % has % sides', NEW.id, sides USING ERRCODE = 'check_violation';
    END IF;
    SELECT string_agg(currency, ',') INTO wrong FROM (
        SELECT currency FROM billing_posting WHERE entry_id = NEW.id GROUP BY currency HAVING sum(minor) <> 0
    ) unbalanced;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'entry % does not balance in %', NEW.id, wrong USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM billing_posting p JOIN billing_account a ON a.id = p.account_id
               WHERE p.entry_id = NEW.id AND a.currency <> p.currency) THEN
        RAISE EXCEPTION 'entry % posts to an account of another currency', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER billing_entry_balances
    AFTER INSERT ON billing_journalentry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION billing_entry_balances();

-- A side can't be added to an entry of an earlier transaction: that entry was balanced without it.
CREATE FUNCTION billing_posting_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(minor) FROM billing_posting WHERE entry_id = NEW.entry_id AND currency = NEW.currency) <> 0 THEN
        RAISE EXCEPTION 'entry % does not balance in %', NEW.entry_id, NEW.currency USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER billing_posting_balances
    AFTER INSERT ON billing_posting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION billing_posting_balances();

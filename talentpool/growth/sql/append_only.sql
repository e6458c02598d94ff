-- The growth log is written once: the database itself refuses to change or remove an entry.
CREATE FUNCTION growth_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the growth log is append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER growth_entry_append_only
    BEFORE UPDATE OR DELETE ON growth_entry FOR EACH ROW EXECUTE FUNCTION growth_append_only();
CREATE TRIGGER growth_entry_no_truncate
    BEFORE TRUNCATE ON growth_entry FOR EACH STATEMENT EXECUTE FUNCTION growth_append_only();

-- Who looked at a document is written once: the database itself refuses to change or remove a look.
CREATE FUNCTION screening_look_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'looks at documents are append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER screening_documentlook_append_only
    BEFORE UPDATE OR DELETE ON screening_documentlook FOR EACH ROW EXECUTE FUNCTION screening_look_append_only();
CREATE TRIGGER screening_documentlook_no_truncate
    BEFORE TRUNCATE ON screening_documentlook FOR EACH STATEMENT EXECUTE FUNCTION screening_look_append_only();

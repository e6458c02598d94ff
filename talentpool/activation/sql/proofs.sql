-- When each skill was last proven, from the growth log, and the proof of work: shifts worked with it (20 are enough),
-- times the share of agreed shifts that were worked.
CREATE OR REPLACE FUNCTION activation_match_proofs(agents bigint[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    changed int;
BEGIN
    PERFORM activation_match_lock(agents);
    WITH proofs AS (
        SELECT m.id, max(e.occurred_at) FILTER (WHERE e.kind = 'shift') AS worked_at,
            max(e.occurred_at) FILTER (WHERE e.kind = 'certified'
                OR (e.kind = 'exam' AND (e.payload ->> 'passed')::boolean)) AS exam_at,
            max(e.occurred_at) FILTER (WHERE (e.kind = 'drill' AND e.payload ->> 'depth' = 'worked')
                OR (e.kind = 'practice' AND (e.payload ->> 'passed')::boolean)) AS practised_at,
            coalesce(least(count(*) FILTER (WHERE e.kind = 'shift'), 20) / 20.0
                * count(*) FILTER (WHERE e.kind = 'shift')
                / nullif(count(*) FILTER (WHERE e.kind IN ('shift', 'no_show')), 0), 0) AS proof
        FROM activation_matchrow m JOIN agents_skill s ON s.id = m.skill_id
        LEFT JOIN growth_entry e ON e.agent_id = m.agent_id AND e.payload ->> 'skill' = s.code
            AND e.kind IN ('shift', 'no_show', 'certified', 'exam', 'drill', 'practice')
            AND NOT (e.kind = 'no_show' AND EXISTS (
                SELECT 1 FROM growth_entry c WHERE c.corrects_id = e.id AND c.payload @> '{"void": true}'))
        WHERE m.agent_id = ANY (agents) GROUP BY m.id
    )
    UPDATE activation_matchrow m SET worked_at = p.worked_at, exam_at = p.exam_at, practised_at = p.practised_at,
        proof = p.proof, score = activation_score(m.level, p.proof), version = m.version + 1
    FROM proofs p WHERE m.id = p.id AND (m.worked_at, m.exam_at, m.practised_at, m.proof)
        IS DISTINCT FROM (p.worked_at, p.exam_at, p.practised_at, p.proof::double precision);
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
END $$;

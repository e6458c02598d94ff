m.skill_id = %(skill)s
    -- Whatever the hours. What costs least to compare stands first, then what keeps most people out.
    AND (m.deployable OR (%(resting)s AND EXISTS (SELECT 1 FROM agents_agent a
        WHERE a.id = m.agent_id AND a.state = 'resting' AND a.formalities_done_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM accounts_consent p
            WHERE p.user_id = a.user_id AND p.purpose = 'processing' AND p.withdrawn_at IS NULL))))
    AND (%(only)s::bigint IS NULL OR m.agent_id = %(only)s)
    AND (m.hub_id IS NOT NULL OR (NOT %(hub)s AND (m.kit_passed_at >= %(kit_since)s OR %(kitless)s)))
    AND (m.paused_until IS NULL OR m.paused_until <= %(now)s)

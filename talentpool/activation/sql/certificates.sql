    AND NOT EXISTS (
        SELECT 1 FROM unnest(%(certificates)s::bigint[]) needed(skill_id)
        LEFT JOIN activation_matchrow other ON other.agent_id = m.agent_id AND other.skill_id = needed.skill_id
        WHERE coalesce(other.certified_until < s.until, true))

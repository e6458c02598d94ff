m.channels && %(channels)s::varchar[]
        AND m.languages && %(languages)s::varchar[]
        AND NOT m.agent_id = ANY ((SELECT people FROM excluded)::bigint[])

,
able AS MATERIALIZED (
    SELECT m.* FROM activation_matchrow m WHERE m.kind = ANY (%(kinds)s::varchar[]) AND {person} AND {served}
    ORDER BY m.agent_id = ANY (coalesce((SELECT people FROM favourites), '{}')::bigint[]) DESC, m.kind = %(preferred)s DESC,
        m.score DESC, activation_lot(m.agent_id, %(seed)s), m.agent_id
    LIMIT %(people)s::bigint
)

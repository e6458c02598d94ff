-- The lot among equals, by a seed: everybody has the same chance of every place. Sixteen heaps of people are drawn
-- first, then the people within a heap. So a list of the first few reads a few heaps of an index, and not everybody
-- who is equal; a lot for each person by herself would have to be drawn for all of them.
CREATE FUNCTION activation_heap_lot(heap bigint, seed bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT hashint8extended(heap, seed) >> 32
$$;

CREATE FUNCTION activation_lot(agent bigint, seed bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT (activation_heap_lot(hashint8extended(agent, 0) & 15, seed) << 32)
        | (hashint8extended(agent, seed) & 4294967295)
$$;

-- The published order, and the heap within it.
CREATE INDEX match_published_order ON activation_matchrow
    (skill_id, timezone, kind, score DESC, (hashint8extended(agent_id, 0) & 15));

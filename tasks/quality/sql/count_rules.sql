-- One day of one client: conversations by rule broken (hits a person dismissed left out) and by topic.
WITH seen AS (
  SELECT i.id, i.client_id, i.agent_id, lead.agent_id AS lead_id, c.queue, i.hits, i.topic, i.signals
    FROM quality_inspection i
    JOIN quality_conversation c ON c.id = i.conversation_id
    -- Her team lead, as leads.py says: the backbone agent of the highest level who works the same shift.
    LEFT JOIN LATERAL (
      SELECT other.agent_id
        FROM dispatch_assignment own
        JOIN dispatch_assignment other ON other.shift_id = own.shift_id AND other.agent_id <> i.agent_id
        JOIN agents_agent person ON person.id = other.agent_id AND person.is_backbone
       WHERE own.id = c.assignment_id
       ORDER BY person.level DESC, other.agent_id
       LIMIT 1
    ) lead ON true
   WHERE i.client_id = %(client)s AND i.inspected_at >= %(from)s AND i.inspected_at < %(until)s
)
INSERT INTO quality_dayrule (day, client_id, agent_id, lead_id, queue, about, code, conversations, complaints, repeats)
SELECT %(day)s, found.client_id, found.agent_id, found.lead_id, found.queue, found.about, found.code, count(*),
       count(*) FILTER (WHERE found.signals && ARRAY['complaint', 'media']::varchar[]),
       count(*) FILTER (WHERE found.signals && ARRAY['repeat']::varchar[])
  FROM (
    SELECT DISTINCT id, client_id, agent_id, lead_id, queue, 'rule' AS about, hit ->> 'rule' AS code, signals
      FROM seen
     CROSS JOIN LATERAL jsonb_array_elements(hits) AS hit
     WHERE hit ->> 'state' <> 'dismissed'
    UNION ALL
    SELECT id, client_id, agent_id, lead_id, queue, 'topic', topic, signals FROM seen WHERE topic <> ''
  ) found
 GROUP BY found.client_id, found.agent_id, found.lead_id, found.queue, found.about, found.code;

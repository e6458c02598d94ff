-- One day of one client: conversations by rule broken (hits a person dismissed left out) and by topic.
INSERT INTO quality_dayrule (day, client_id, agent_id, queue, about, code, conversations, complaints, repeats)
SELECT %(day)s, found.client_id, found.agent_id, found.queue, found.about, found.code, count(*),
       count(*) FILTER (WHERE found.signals && ARRAY['complaint', 'media']::varchar[]),
       count(*) FILTER (WHERE found.signals && ARRAY['repeat']::varchar[])
  FROM (
    SELECT DISTINCT i.id, i.client_id, i.agent_id, c.queue, 'rule' AS about, hit ->> 'rule' AS code, i.signals
      FROM quality_inspection i
      JOIN quality_conversation c ON c.id = i.conversation_id
     CROSS JOIN LATERAL jsonb_array_elements(i.hits) AS hit
     WHERE i.client_id = %(client)s AND i.inspected_at >= %(from)s AND i.inspected_at < %(until)s
       AND hit ->> 'state' <> 'dismissed'
    UNION ALL
    SELECT i.id, i.client_id, i.agent_id, c.queue, 'topic', i.topic, i.signals
      FROM quality_inspection i
      JOIN quality_conversation c ON c.id = i.conversation_id
     WHERE i.client_id = %(client)s AND i.inspected_at >= %(from)s AND i.inspected_at < %(until)s AND i.topic <> ''
  ) found
 GROUP BY found.client_id, found.agent_id, found.queue, found.about, found.code;

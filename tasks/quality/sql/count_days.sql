-- One day of one client, counted anew from its inspections. Takes (from, until, client, day) twice over: see actions/counting.py.
INSERT INTO quality_daycount (
    day, client_id, agent_id, lead_id, queue, channel, rule_set_id, conversations, turns, scored, score_sum, score_squares,
    service_sum, service_count, sales_sum, sales_count, other_sum, other_count, red_lines, complaints, repeats,
    rated, satisfied_sum)
SELECT %(day)s, i.client_id, i.agent_id, lead.agent_id, c.queue, c.channel, i.rule_set_id,
       count(*), coalesce(sum(jsonb_array_length(c.turns)), 0),
       count(i.score) FILTER (WHERE NOT i.under_appeal),
       coalesce(sum(i.score) FILTER (WHERE NOT i.under_appeal), 0),
       coalesce(sum(i.score * i.score) FILTER (WHERE NOT i.under_appeal), 0),
       coalesce(sum(i.service) FILTER (WHERE NOT i.under_appeal), 0),
       count(i.service) FILTER (WHERE NOT i.under_appeal),
       coalesce(sum(i.sales) FILTER (WHERE NOT i.under_appeal), 0),
       count(i.sales) FILTER (WHERE NOT i.under_appeal),
       coalesce(sum(i.other) FILTER (WHERE NOT i.under_appeal), 0),
       count(i.other) FILTER (WHERE NOT i.under_appeal),
       count(*) FILTER (WHERE i.red_line_confirmed),
       count(*) FILTER (WHERE i.signals && ARRAY['complaint', 'media']::varchar[]),
       count(*) FILTER (WHERE i.signals && ARRAY['repeat']::varchar[]),
       count(s.share), coalesce(sum(s.share), 0)
  FROM quality_inspection i
  JOIN quality_conversation c ON c.id = i.conversation_id
  LEFT JOIN quality_satisfaction s ON s.conversation_id = c.id
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
 GROUP BY i.client_id, i.agent_id, lead.agent_id, c.queue, c.channel, i.rule_set_id;

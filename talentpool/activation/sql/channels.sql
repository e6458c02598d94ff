    -- Where a slot names its channels, all of them: the list above let in whoever serves any.
    AND m.channels && s.first::varchar[] AND m.channels && s.last::varchar[]

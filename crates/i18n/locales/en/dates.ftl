## Dates

now = now
ago-now = just now
ago = { $duration } ago
on-day = on { $date }
unit-day = d
yesterday-at = yesterday at { $time }
date-at = { $date } at { $time }

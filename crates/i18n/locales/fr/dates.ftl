## Dates

now = à l'instant
ago-now = à l'instant
ago = il y a { $duration }
on-day = le { $date }
unit-day = j
yesterday-at = hier à { $time }
date-at = { $date } à { $time }

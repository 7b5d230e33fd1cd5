"""The page at `/_local`: mailbox, clock, schedules, queues, errors; and the same as JSON for browser journeys.

GET  /_local/state                  clock, queues, number of errors
GET  /_local/mails?to=ada@…         newest first, with the code that a mail carries
POST /_local/clock                  {"advance_seconds": N} or {"offset_seconds": N} or {"to": "2027-03-16T09:00"}
POST /_local/schedules/<name>       runs it now
POST /_local/queues/<name>/redrive  puts dead letters back
POST /_local/errors/forget
"""

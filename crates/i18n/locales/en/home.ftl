## Home

home-title = Today
home-hello = Hello { $name }
home-when = { $day }, { $time }.
home-waiting = { $n ->
    [0] Nothing is waiting for you.
    [1] One thing is waiting for you.
    [2] Two things are waiting for you.
    [3] Three things are waiting for you.
    [4] Four things are waiting for you.
    [5] Five things are waiting for you.
   *[other] { $n } things are waiting for you.
}
home-todo = To do now
home-todo-order = most urgent first
home-calm-title = Nothing is waiting for you
home-calm-night = { $n ->
    [0] The night was calm: no message.
    [one] The night was calm: one message.
   *[other] The night was calm: { $n } messages.
}
home-calm-day = { $n ->
    [0] All is calm: no message since { $since }.
    [one] All is calm: one message since { $since }.
   *[other] All is calm: { $n } messages since { $since }.
}
home-questions = { $n ->
    [0] No question.
    [one] One question.
   *[other] { $n } questions.
}
todo-spike = Spike on “{ $title }”: { $n ->
    [one] one message
   *[other] { $n } messages
} since { $since }
todo-spike-text = { $times } times the baseline of these hours.
todo-spike-action = See the spike
todo-stopped = “{ $source }” has been stopped since { $since }
todo-stopped-text = Reason: { $cause }. What it publishes is no longer heard; everything else goes on.
todo-source-action = See the source
todo-gap = Listening was interrupted from { $from } to { $to }, “{ $source }”
todo-gap-open = “{ $source }” has not been heard since { $from }
todo-gap-text = Reason: { $cause }. What was said meanwhile may be missing from your columns.
todo-gap-open-text = Reason: { $cause }. Vigie keeps trying; what was missed is caught up if the network keeps it.
todo-no-source = Vigie listens to nothing yet
todo-no-source-text = One source is enough to begin: Bluesky with no account and no key, or a newspaper’s feed.
todo-no-source-action = Add a source
todo-no-column = No column yet
todo-no-column-text = A column shows live the messages that answer a query.
todo-no-column-action = Add a column
home-since = Since { $since }
home-since-total = { $n ->
    [0] no message
    [one] one message
   *[other] { $n } messages
}
home-since-questions = { $n ->
    [0] no question
    [one] one question
   *[other] { $n } questions
}
home-two = { $first }, { $second }
home-quiet = Nothing to report since { $since }. Messages show in your columns as soon as they arrive.
watch-label = { $n ->
    [0] No message since { $since }
    [one] One message since { $since }
   *[other] { $n } messages since { $since }; at most { $peak }, from { $peak_from } to { $peak_to }
}
watch-absence = team away, { $from } to { $to }
watch-absence-said = { $sentence }; team away from { $from } to { $to }
watch-peak-said = { $sentence }; spike of { $title } at { $time }
watch-caption = Messages by { $length } since { $since }
watch-col-from = From
watch-col-count = Messages
home-subject-count = { $n ->
    [one] one message
   *[other] { $n } messages
}
home-rising = Rising subjects
home-rising-scope = 24 h, all columns
home-rising-empty = No word comes up more than usual.
home-rising-new = new
home-rising-factor-title = { $factor } against the baseline
home-rising-follow = Follow “{ $term }” in a column
home-notable = Notable messages
home-notable-empty = No message stood out since { $since }.
home-open-listen = Open listening
home-aside = Landmarks of the day
home-sources = Sources
home-sources-none = No source is listened to.
home-sources-fine = { $n ->
    [one] One source listening
   *[other] { $n } sources listening
}
home-sources-off = { $n ->
    [one] One source paused
   *[other] { $n } sources paused
}
home-all = See all
home-gaps = Gaps in listening
home-gaps-none = No gap since { $since }.
home-gap-length = { $from }, { $length }
home-gap-open = since { $from }
home-columns = Your columns
home-columns-empty = No column to follow yet.
home-unread = { $n ->
    [0] nothing new
    [one] { $n } new
   *[other] { $n } new
}
home-unread-many = more than { $n } new
home-card-error = This part of the page could not be read
home-card-error-text = The rest is up to date and nothing is lost.

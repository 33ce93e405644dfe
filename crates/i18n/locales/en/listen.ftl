## Listen, its strips

listen-title = Listening
boards-label = Boards
columns-label = Columns
column-label = Column { $title }
column-add = Column
column-add-title = Add a column
column-edit-title = Edit the column
column-edit = Edit the query of { $title }
column-pause = Pause { $title }
column-resume = Resume { $title }
column-menu = More actions for { $title }
column-remove = Remove the column
column-removed = Column “{ $title }” removed.
column-restore = Put the column back
column-query = Query: { $text }
pause-all = Pause everything
resume-all = Resume everything
column-count = <b>{ $count }</b> in 24 h
change-stable = steady
change-percent-title = { $change } against the baseline of the same hours
change-stable-title = As usual at these hours
horizon-label = { $n ->
    [0] No message in 24 hours
    [one] One message in 24 hours
   *[other] { $n } messages in 24 hours; at most { $peak }, between { $peak_from } and { $peak_to }
}
horizon-caption = Messages by hour, { $title }, last 24 hours
horizon-col-hour = Hour
horizon-col-count = Messages
new-messages = { $n ->
    [one] { $n } new message
   *[other] { $n } new messages
}
paused-waiting = { $n ->
    [0] <b>Paused</b>
   *[other] <b>Paused</b>, { $n } waiting
}
resume = Resume
seam = Seen at { $time }
older = Older messages
newest = Back to the newest
end-of-column = The beginning of this query. Nothing older.
column-empty-title = Nothing in sight
column-empty-text = This query has found nothing yet. It is listening: messages show here as they arrive.
column-empty-action = Review the query
column-error-title = This column could not be read
column-error-text = The other columns go on and nothing is lost. Reload the page to try again.
column-loading = Loading the column
board-empty-title = No column yet
board-empty-text = A column shows the messages that match a query, live: a word, a hashtag, the name of a place.
no-board-title = No board yet
no-board-text = A board gathers the columns you follow together.
no-board-name = Every day
no-board-action = Create a board
catching-up = Catching up: older messages are still arriving.
lost-link = <b>Link to Vigie lost.</b> Next try in { $delay }; missed messages will show on return.
lost-link-now = <b>Link to Vigie lost.</b> Trying again now.
retry-now = Try again
gap-row = Not listening from { $from } to { $to }, { $source }: { $cause }.
gap-row-open = Not listening since { $from }, { $source }: { $cause }.
gap-see = See the source

trouble-waiting = <b>“{ $source }” has not answered since { $since }.</b> Next try in { $delay }; missed messages will be caught up if the network keeps them.
trouble-waiting-now = <b>“{ $source }” has not answered since { $since }.</b> Trying again now; missed messages will be caught up if the network keeps them.
trouble-rate-limited = <b>“{ $source }” has been limiting our reads since { $since }.</b> Resuming in { $delay }. Nothing is lost.
trouble-stopped = <b>“{ $source }” has been stopped since { $since }:</b> { $cause }. Someone has to act.
trouble-connecting = <b>Connecting to “{ $source }”.</b> Messages arrive as soon as the link is open.
trouble-see = See the source

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
column-error-text = The other columns go on and nothing is lost.
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
gaps-more = { $n ->
    [one] { $n } other interruption
   *[other] { $n } other interruptions
}

trouble-waiting = <b>“{ $source }” has not answered since { $since }.</b> Next try in { $delay }; missed messages will be caught up if the network keeps them.
trouble-waiting-now = <b>“{ $source }” has not answered since { $since }.</b> Trying again now; missed messages will be caught up if the network keeps them.
trouble-rate-limited = <b>“{ $source }” has been limiting our reads since { $since }.</b> Resuming in { $delay }. Nothing is lost.
trouble-stopped = <b>“{ $source }” has been stopped since { $since }:</b> { $cause }. Someone has to act.
trouble-connecting = <b>Connecting to “{ $source }”.</b> Messages arrive as soon as the link is open.
trouble-see = See the source
troubles = <b>{ $n ->
    [one] { $n } source is silent.
   *[other] { $n } sources are silent.
}</b> { $more_n ->
    [0] { $names }.
    [one] { $names } and { $more_n } other.
   *[other] { $names } and { $more_n } others.
} Missed messages will be caught up if their network keeps them.
troubles-see = See the sources

board-add = New board
board-menu = Actions on the board { $name }
board-edit = Rename or share
board-left = Move left
board-right = Move right
board-remove = Remove the board
board-removed = Board “{ $name }” removed with its columns.
board-restore = Put the board back
board-private = private
board-private-title = Only you see this board
board-moved = { $name }: place { $n } of { $total_n }.
board-move = Move this tab
board-grab = Move { $name }: arrows to choose, Enter to drop, Escape to cancel
board-move-cancelled = Move cancelled. { $name }: place { $n } of { $total_n }.
move-refused = “{ $title }” could not be moved. Nothing changed: try again in a moment.
board-add-title = New board
board-edit-title = Edit the board
board-name = Name of the board
board-name-hint = What the tabs show.
board-who = Who sees it
board-who-all = The whole team
board-who-me = Only you
board-whose = Made by { $name }, who alone chooses who sees it.
board-whose-all = Shared with the whole team.
board-create = Create the board
board-save = Save the board
board-last = This is the last board: there must be one.
too-many-boards = { $n } boards at most: remove one first.
column-left = Move left
column-right = Move right
column-move = Move to another board
column-move-title = Move “{ $title }”
column-move-board = Board
column-move-position = Place
column-move-first = First
column-move-save = Move the column
column-grab = Move { $title }: arrows to choose, Enter to drop, Escape to cancel
column-moved = { $title }: column { $n } of { $total_n }.
column-move-cancelled = Move cancelled. { $title }: column { $n } of { $total_n }.
spike = <b>Unusual spike, “{ $title }”.</b> { $count } messages since { $since }, { $factor } times the baseline.
spike-see = See the spike
spike-hide = Hide this alert
announce = { $title }: { $n ->
    [one] { $n } new
   *[other] { $n } new
}
missing = Older messages are missing here.
missing-fill = Fill
gap-fill = Fill
gap-filled = Asked: what can be caught up will show in its place.
gap-unfilled = { $source } does not keep what was said then: these messages cannot be caught up.
part-error = These messages could not be read. Nothing is lost.
part-retry = Try again
column-move-here = Move on this board
column-move-last = Last

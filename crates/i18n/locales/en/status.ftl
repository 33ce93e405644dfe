## Status

status-title = Status
status-intro = How this server is, at the moment the page was asked for.
status-well = All is well.
status-tasks-bad = { $n ->
    [one] { $n } task is stopped or was restarted.
   *[other] { $n } tasks are stopped or were restarted.
} Nothing that was recorded is lost.
status-queue-bad = The queue is nearly full: recording falls behind. Nothing is lost.
status-disk-bad = { $size } are left on the disk. Make room before recording stops.
status-listening = Listening
status-rate-1 = messages a second, over 1 min
status-rate-5 = messages a second, over 5 min
status-lag = from publication to record
status-lag-none = no message yet
status-queue = waiting, of { $max_n }
status-readers = { $n ->
    [one] page followed live
   *[other] pages followed live
}
status-posts = messages recorded since the start
status-mentions = messages found by a query
status-retries = new tries at recording
status-tasks = Tasks
status-tasks-caption = Tasks of the server
status-task = Task
status-state = State
status-restarts = Restarts
status-panics = Failures
status-running = running
status-stopped = stopped
status-ended = over
status-server = Server
status-version = Version
status-since = Running since
status-uptime = Up for
status-database = Database
status-migration = schema { $step }
status-size = Size of the data
status-disk = Room left on the disk
status-memory = Memory in use
status-unknown = unknown
status-sources = Sources
status-sources-caption = Sources by state
status-sources-count = Sources
status-sources-see = See the sources
status-archive = Archive
status-archive-posts = Posts that search finds
status-archive-size = Size of the archive
status-archive-of = { $size } of { $most }
status-archive-oldest = Since
status-archive-pending = Changes not taken in yet
status-archive-building = The archive is being built: { $done } posts of { $total }. Nothing is lost.
status-archive-bad = The archive does not answer ({ $error }). It is opened again by itself, and nothing is lost. If this goes on, “vigie archive rebuild” makes it anew.
status-archive-full = The archive is full: its oldest month, { $month }, was removed { $ago }. Give it more room with “archive.max_gb”.
status-archive-none = This server does not archive: search is closed, columns keep their posts.
status-archive-gone = Deleted posts of which words are still on the disk
status-archive-purge = Erase from the disk
status-archive-purging = being erased

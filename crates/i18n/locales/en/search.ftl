## Search of the archive

search-title = Archive
search-label = Search all that was heard
search-placeholder = rink AND “Saint-Aubin” NOT hockey
search-hint = The same language as columns: words, “phrases”, AND, OR, NOT, @account, #hashtag, since:2026-01-31.
search-do = Search
search-since = From
search-until = To
search-whole = The whole time
search-count = { $n ->
    [0] No post
    [one] { $n } post
   *[other] { $n } posts
}
search-rate = ≈ { $count } an hour
search-rate-day = ≈ { $count } a day
search-facets = Refine
search-facets-apply = Apply
search-facets-clear = Clear all
search-facets-n = { $n ->
    [0] Refine
    [one] Refine, { $n } choice
   *[other] Refine, { $n } choices
}
search-facet-network = Network
search-facet-account = Our accounts named
search-facet-author = Author
search-facet-tag = Hashtag
search-facet-lang = Language
search-facet-media = Media
search-media-image = Image
search-media-video = Video
search-media-audio = Sound
search-media-other = Attachment
search-timeline = When
search-brush = Choose a stretch of time on the timeline: arrows to move, Enter to search
search-brush-from = Start of the stretch
search-brush-to = End of the stretch
search-show = How results are shown
search-posts = Posts
search-table = Table
search-results = Results
search-caption = Posts found, newest first
search-col-when = Date
search-col-who = Author
search-col-where = Network
search-col-text = Post
search-col-reach = Reactions
search-newer = Newer
search-older = Older
search-save-query = Save as a query
search-save-column = Make it a column
search-more = What to do with these results
search-export-csv = Export as CSV
search-export-json = Export as JSON Lines
search-start-title = What would you like to find again?
search-start-text = All that your sources heard is searched here, as it is live.
search-start-example = Try: { $text }
search-none-title = Nothing in sight
search-none-text = No archived post answers this search.
search-none-helps = { $n ->
    [one] Remove <b>{ $part }</b> to see { $n } post.
   *[other] Remove <b>{ $part }</b> to see { $n } posts.
}
search-none-help = Without { $part }
search-none-dates = Search the whole time
search-part-dates = the dates
search-part-facet = { $facet }: { $values }
search-left-title = One part stays behind
search-left-text = The query language cannot name these choices. Your search keeps them; the query will do without.
search-left-rest = The query will be:
search-left-go = Go on without
search-error-title = This search has an error
search-error-text = It is underlined above, with what mends it.
search-building-title = The archive is being built
search-building-text = { $done } posts of { $total } are in it. Nothing is lost: search answers once it is whole.
search-building-progress = Building the archive: { $done } of { $total }
search-slow-title = This search takes too long
search-slow-text = It was stopped so as not to slow down listening. Add a word or shorten the time.
search-off-title = No archive here
search-off-text = Whoever runs this server chose to keep none. Columns keep their posts.
search-retry = Try again
search-exports = Exports
search-exports-text = Each export stays ready to download as long as Vigie runs.
search-exports-none = No export yet. Start one from a search.
search-export-running = { $done } of { $total } posts
search-export-ready = { $n ->
    [one] { $n } post, ready
   *[other] { $n } posts, ready
}
search-export-cancelled = Cancelled
search-export-failed = Interrupted: start it again from the search
search-export-cancel = Cancel the export
search-export-download = Download
search-export-csv-name = CSV
search-export-json-name = JSON Lines
search-exports-back = Back to search
search-complete = Suggestions
search-complete-n = { $n ->
    [one] { $n } suggestion
   *[other] { $n } suggestions
}
search-kind-field = operator
search-kind-author = author
search-kind-tag = hashtag
search-kind-source = source
search-kind-list = list
search-kind-account = our account
search-kind-query = query
search-kind-lang = language
search-kind-network = network
search-archive-row = Before the query: archive
search-archive-end = End of the archive. Nothing older.

## Query builder

builder-title = Query
builder-new-title = New query
builder-crumb = Where you are
builder-name = Name of the query
builder-name-hint = What the head of the column shows.
builder-board = Board
builder-changes = { $n ->
    [one] { $n } unsaved change
   *[other] { $n } unsaved changes
}
builder-versions = Versions
builder-cancel = Cancel
builder-save = Save
builder-create = Create the query
builder-saved = Query saved.
builder-returned = Version { $n } is back.
builder-read-only = You can try changes here; your role does not allow saving them.
builder-mode = How to write
builder-mode-blocks = Blocks
builder-mode-text = Text
builder-undo = Undo
builder-redo = Redo
builder-undone = Query: { $text }
builder-open = Open in the query builder
builder-about = Talks about
builder-about-hint = at least one of these words
builder-here = Around here
builder-here-hint = at least one of these places or accounts
builder-also = And also
builder-also-hint = at least one of these words
builder-without = Leave out
builder-without-hint = if any of these words appears
builder-add = Add
builder-add-to = Add to “{ $block }”
builder-add-hint = A word, a phrase, @account or #hashtag; several with commas between.
builder-remove = Remove { $term }
builder-form = { $term }: choose what it finds
builder-form-word = This word only
builder-form-forms = All its forms
builder-form-beginning = All that begins so
builder-rule-forms = all its forms
builder-rule-beginning = prefix
builder-rule-exact = written exactly so
builder-rule-open = one letter open
builder-rule-near = { $n ->
    [0] side by side
    [one] at most { $n } word apart
   *[other] at most { $n } words apart
}
builder-rule-loose = whatever accents and hyphens
builder-rule-nested = expression
builder-filters = Filters
builder-filter = Filter
builder-filter-hint = Such as lang:en, from:@account, has:image.
builder-networks = { $n } of { $total_n } networks
builder-network = { $network }: heard
builder-no-reposts = Without reposts
builder-no-ours = Without our accounts
builder-text = The same as text
builder-copy = Copy the query
builder-copied = Query copied.
builder-broken = The blocks come back once the text has no error.
builder-refresh = Show the preview
builder-preview = Preview over { $n } days
builder-took = worked out in { $ms } ms over { $total } archived posts
builder-show = How figures are shown
builder-chart = Chart
builder-table = Table
builder-found = { $n ->
    [one] post found
   *[other] posts found
}
builder-change = against the saved version
builder-precise = relevant, of { $n } judged
builder-precise-few = { $n ->
    [one] relevant, of { $n } judged: small sample, in truth between { $low } and { $high }
   *[other] relevant, of { $n } judged: small sample, in truth between { $low } and { $high }
}
builder-precise-none = no post judged
builder-missed = { $n ->
    [one] <b>{ $n } post judged relevant is no longer found.</b> The other tabs show what leaves it out.
   *[other] <b>{ $n } posts judged relevant are no longer found.</b> The other tabs show what leaves them out.
}
builder-rate = new per hour, on average
builder-legend-now = current version
builder-legend-before = saved version
builder-tabs = Posts of the preview
builder-tab-found = Found
builder-tab-rejected = Rejected by NOT
builder-tab-near = Near misses
builder-varied = Varied draw, not only the latest
builder-why-in = { $block }, { $place }
builder-why-fact = filter
builder-why-list = the author is on this list
builder-why-account = this account of ours is named
builder-why-source = heard by this source
builder-why-query = this query finds it
builder-why-ours = published by an account of ours
builder-why-missing = “{ $block }” is missing
builder-why-missing-fact = the filter { $filter } is missing
builder-why-excluded = rejected by NOT
builder-judge = Judgement of the post by { $name }
builder-relevant = Relevant
builder-off-topic = Off topic
builder-judged-relevant = Judged relevant. Take this judgement back
builder-judged-off = Judged off topic. Take this judgement back
builder-proposal = { $n ->
    [one] Leaving out <b>“{ $text }”</b> would remove { $n } post, judged relevant by nobody.
   *[other] Leaving out <b>“{ $text }”</b> would remove { $n } posts, none judged relevant.
}
builder-proposal-add = Add to NOT
builder-broad = <b>About { $count } posts an hour: nobody will read them all.</b> Add a word or a place to narrow it down. You can save it as it is.
builder-found-none = Nothing heard so far answers this query. Once saved, it listens.
builder-rejected-none = NOT leaves out none of these posts.
builder-near-none = No post is one block away from being found.
builder-nothing-title = Nothing in sight
builder-start-title = Where to start?
builder-start-text = Write a word in “Talks about”: the preview fills as you go.
builder-error-title = This query has an error
builder-error-text = The preview comes back once it is mended. The saved version keeps listening.
builder-templates = Query templates
builder-template-brand = My brand
builder-template-brand-text = A name, its accounts and hashtags.
builder-template-city = My city
builder-template-city-text = A town and its places, without its namesakes.
builder-template-subject = A subject
builder-template-subject-text = Words, where they concern you.
builder-template-event = An event
builder-template-event-text = A name, a hashtag, a place.
builder-template-blank = Blank page
builder-template-blank-text = The three blocks, empty.
builder-template-name = What is it called?
builder-template-name-hint = Several ways to write it, with commas between.
builder-template-tags = Accounts and hashtags
builder-template-tags-hint = Such as @account or #word, with commas between.
builder-template-words = Which words speak of it?
builder-template-words-hint = With commas between; any one is enough.
builder-template-event-name = What is the event called?
builder-template-where = Where?
builder-template-where-hint = Places or accounts, with commas between; one of them must appear.
builder-template-places = Its places and accounts
builder-template-places-hint = A square, a building, @account; any one is enough.
builder-template-not = Not to be taken for
builder-template-not-hint = Namesakes, words of another subject, with commas between.
builder-template-do = See what it finds
builder-template-other = Other templates
versions-title = Versions of “{ $name }”
versions-text = Every save stays here. Returning to a version makes a new one: nothing is lost.
version-title = Version { $n }
version-now = current
version-first = First version
version-same = Same words, put together otherwise
version-renamed = Was called “{ $name }”
version-vigie = Vigie
version-added = added
version-removed = removed
version-excluded = in Leave out
version-return = Return to this version
versions-older = Older versions
versions-back = Back to the query

## Saved queries

queries-title = Queries
queries-intro = Every saved query: what it looks for, where it is shown and what it brings.
queries-empty-title = No query yet
queries-empty-text = A query feeds a column: say what it talks about, and the preview shows what it would have found.
queries-filter = Name or words of the query
queries-listed = { $n ->
    [one] { $n } query
   *[other] { $n } queries of { $total }
}
queries-none-title = No query of that name
queries-none-text = No name and no text of a query has these words.
queries-none-action = See all queries
queries-too-many = Only the first are shown. Search for a name to see others.
queries-col-name = Query
queries-col-place = Shown on
queries-col-changed = Changed
queries-col-by = By
queries-col-count = Posts in 24 h
queries-named-by = also in “{ $name }”

## Timeline

timeline-label = { $n ->
    [0] No post
    [one] One post, { $peak_at }
   *[other] { $n } posts; at most { $peak }, { $peak_at }
}
timeline-before-said = { $said }. The saved version finds { $count }.
timeline-peak = { $count }, { $peak_at }
timeline-caption-hour = Posts by the hour
timeline-caption-day = Posts by the day
timeline-col-hour = Hour
timeline-col-day = Day
timeline-col-count = Posts
timeline-col-before = Saved version
timeline-today = today
timeline-today-short = today

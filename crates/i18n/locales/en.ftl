# The interface in English. The formatter sets apostrophes; write curly double quotes.
# An argument named `n`, or ending in `_n`, is a number; any other is text.
# `<b>…</b>` makes a message rich: the generated function then returns `Rich`.

## Shell

app-name = Vigie
page-title = { $page } · { $org } · Vigie
page-title-bare = { $page } · Vigie
skip-to-content = Skip to content
nav-main = Main navigation
nav-main-phone = Main navigation, at the bottom
nav-listen = Listening
nav-sources = Sources
nav-help = Help
nav-settings = Settings
nav-me = My account, { $name }
sign-out = Sign out
live-all = Live, { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
live-some = { $n } of { $total_n } sources live
live-none = No source is live
live-empty = No source
cancel = Cancel
save = Save
back-to-listen = Back to listening
back-to-sources = Back to sources
optional = optional
view-as-table = View as a table
reload = Reload

## Listen

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

## Trouble strips

trouble-waiting = <b>“{ $source }” has not answered since { $since }.</b> Next try in { $delay }; missed messages will be caught up if the network keeps them.
trouble-waiting-now = <b>“{ $source }” has not answered since { $since }.</b> Trying again now; missed messages will be caught up if the network keeps them.
trouble-rate-limited = <b>“{ $source }” has been limiting our reads since { $since }.</b> Resuming in { $delay }. Nothing is lost.
trouble-stopped = <b>“{ $source }” has been stopped since { $since }:</b> { $cause }. Someone has to act.
trouble-connecting = <b>Connecting to “{ $source }”.</b> Messages arrive as soon as the link is open.
trouble-see = See the source

## Post

post-new = New
post-open = View on { $network }
post-edited = edited
post-edited-at = Edited { $time }
post-deleted = Since deleted by its author or its network. Vigie keeps nothing of it.
post-reply-to = Replying to { $name }
post-reply = Replying to a post
post-repost = { $name } reposted
post-repost-unknown = Repost of a post Vigie has not received
post-quote-unknown = Quotes a post Vigie has not received
post-media-no-alt = Image without a description
post-media-video = Video
post-media-audio = Sound
post-media-other = Attachment
post-media-more = { $n ->
    [one] and { $n } more image
   *[other] and { $n } more images
}
post-no-name = No name
post-hidden-char = Invisible character neutralised
post-truncated = Read on
post-replies = { $n ->
    [one] reply
   *[other] replies
}
post-reposts = { $n ->
    [one] repost
   *[other] reposts
}
post-likes = { $n ->
    [one] like
   *[other] likes
}
post-match-alt = Word found in the image description
network-press = Press
network-sandbox = Sandbox
network-replay = Replay

## Column dialog

column-name = Name
column-name-hint = What the head of the column shows.
column-query-label = Query
column-query-hint = Words, “phrases in quotes”, AND, OR, NOT, parentheses, prefix*, #hashtag, @account.
column-query-help = The query language
column-create = Add the column
column-save = Save the column
query-reads = Vigie understands:
query-at = At character { $n }
query-fix = Replace with { $text }
query-fix-remove = Remove { $text }
query-fix-add = Add { $text }
query-empty = Nothing to look for: write at least one word.
query-too-long = { $n } characters, { $max_n } at most: split the query in two.
query-too-deep = More than { $n } parentheses or exclusions within each other.
query-too-many-terms = { $n } terms, { $max_n } at most: split the query in two.
query-unclosed-quote = This quotation mark is never closed.
query-empty-quotes = Nothing between the quotation marks.
query-unclosed-parenthesis = This parenthesis is never closed.
query-unopened-parenthesis = This parenthesis was never opened.
query-empty-group = Nothing between the parentheses.
query-nothing-before = A term is expected before { $operator }.
query-nothing-after = A term is expected after { $operator }.
query-lone-minus = The word to exclude comes right after the minus sign, without a space.
query-only-excludes = This only excludes and would find nearly everything: add a term to look for.
query-perhaps-operator = “{ $word }” is searched as a word: the operator is written { $operator }.
query-foreign-sign = “{ $sign }” is not a sign of this language.
query-needless-plus = The plus sign is not needed: every term is required already.
query-punctuation = “{ $sign }” is punctuation and is not searched.
query-nothing-searchable = No word to search in “{ $written }”.
query-prefix-too-short = “{ $written }” is too short: at least { $n } letters before the star.
query-lone-star = A lone star means “any one word” only within quotation marks.
query-star-inside = The star goes only at the end of a word.
query-only-stars = At least one word is expected between the quotation marks.
query-not-a-handle = “{ $written }” is not an account name.
query-not-a-tag = “{ $written }” is not a hashtag.
query-unknown-field = “{ $name }” followed by a colon is unknown: put it in quotation marks to search it as text.
query-unknown-field-closest = “{ $name }” followed by a colon is unknown: did you mean “{ $closest }”?
query-missing-value = A value is expected right after “{ $name }” and its colon.
query-unknown-language = “{ $written }” is not a language code such as fr, en or br.
query-unknown-network = “{ $written }” is not a network.
query-not-yet = “{ $operator }” is not available yet.
query-near-distance = Say how many words may stand between the two, as in { $operator }/5.
query-near-too-far = { $words } words apart, { $n } at most.
query-near-operand = { $operator } joins words, phrases, hashtags or accounts, or groups of these joined by OR.
query-column-keeps = The column keeps its last valid query until this one is valid.

## Sources

sources-title = Sources
sources-intro = What Vigie listens to, since when, and what it missed.
sources-list = Sources listened to
sources-empty-title = Vigie listens to nothing yet
sources-empty-text = Add a source: Bluesky in one gesture, with no account and no key, or a newspaper’s feed by its address.
source-add = Add a source
source-add-bluesky = Listen to Bluesky
source-add-bluesky-text = Every public post, live, with no account and no key. About 50 messages a second.
source-add-bluesky-done = Bluesky is already listened to.
source-add-feed = A newspaper or a site
source-add-feed-text = The address of an RSS, Atom or JSON feed.
source-add-atproto = An AT Protocol server
source-add-atproto-text = The address of a data server (PDS) or a relay; everything published there is heard.
source-address = Address
source-address-feed-hint = For example: { $example }
source-name = Name
source-name-hint = How to recognise it in the columns. Empty: its address.
source-add-action = Add
source-col-name = Source
source-col-state = State
source-col-received = Messages received
source-col-last = Last received
source-col-dropped = Set aside
source-col-gaps = Gaps
source-pause = Pause
source-resume = Resume listening
source-remove = Remove the source
source-remove-title = Remove { $name }?
source-remove-text = Vigie stops listening to it. Messages already received stay in your columns until their retention ends. What this source says next will not be heard.
source-remove-action = Remove { $name }
source-removed = “{ $name }” is no longer listened to.
source-added = “{ $name }” is now listened to.
source-never = never
source-listened = Listened to since
source-open-gaps = Open gaps
source-last-error = Last error
source-received = <b>{ $count }</b> messages received
source-last-event = Last message
source-address-shown = Address
source-kind = Kind
source-drops = Received and set aside
source-drops-text = What arrived and could not become a message, by reason.
source-drops-none = Nothing was set aside.
source-drop-reason = Reason
source-drop-times = Number
source-drop-count = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
source-drop-sample = Beginning of the last one
source-drop-last = Last { $time }
source-coverage = Coverage
source-coverage-text = When Vigie was listening, and when it was not.
source-coverage-label = Listened to { $percent } of the time since { $since }; { $n ->
    [0] no gap
    [one] one gap
   *[other] { $n } gaps
}
source-coverage-listened = listened to
source-coverage-gap = gap
source-coverage-refilled = caught up
source-gaps-none = No gap: everything the source said while listened to was heard.
source-gap-caption = Gaps of { $name }, newest first
source-gap-from = From
source-gap-to = To
source-gap-length = Length
source-gap-cause = Cause
source-gap-refill = Catch-up
source-gap-ongoing = ongoing
source-gap-refilled = caught up { $time }
source-gap-not-refilled = not caught up
state-off = paused
state-connecting = connecting
state-catching-up = catching up
state-live = live
state-waiting = next try in { $delay }
state-waiting-now = trying again
state-stopped = stopped
state-finished = finished
cause-stopped = Vigie was not running
cause-disconnected = the network did not answer
cause-rate-limited = the network limited our reads
cause-look-back = the network no longer keeps what is missing
cause-refused = access is refused
cause-overload = too many messages for this machine
drop-malformed = Unexpected format
drop-too-large = Too large
drop-not-utf8 = Unreadable bytes
drop-incomplete = Incomplete
drop-not-a-feed = Not a feed
drop-bomb = Rigged compression
drop-unknown = Unknown kind
drop-malformed-text = The message is not in the form the network announces.
drop-too-large-text = The message is over our size limits.
drop-not-utf8-text = Some bytes are not UTF-8 text.
drop-incomplete-text = The essential is missing: no id, no text and no image.
drop-not-a-feed-text = The address answered something other than a feed, an error page for instance.
drop-bomb-text = The content grows beyond all measure once decompressed.
drop-unknown-text = Vigie does not know this kind of event.
kind-jetstream = Bluesky (Jetstream)
kind-firehose = AT Protocol
kind-feed = Press or site feed
kind-replay = Replayed file
kind-sandbox = Simulated network

## Sign-in and first run

sign-in-title = Sign in
sign-in-text = Take up your watch.
sign-in-login = Login
sign-in-password = Password
sign-in-action = Sign in
sign-in-failed = Unknown login or password. Check the capitals and try again.
sign-in-wait = Too many tries. Try again in { $delay }.
first-run-title = Welcome aboard
first-run-text = This Vigie is new. Create your organisation and the first person who runs it.
first-run-org = Name of the organisation
first-run-org-hint = For example: City of Aubrelac
first-run-kind = Kind of organisation
first-run-kind-hint = For example: City, Museum, Postal group. Shown under the name.
first-run-zone = Time zone
first-run-name = Your name
first-run-login = Login
first-run-login-hint = To sign in; letters, digits, hyphens and dots.
first-run-password = Password
first-run-password-hint = At least { $n } characters. A sentence you remember does well.
first-run-action = Create the organisation

## Settings

settings-title = Settings
settings-saved = Settings saved.
settings-theme = Theme
settings-theme-system = Like the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-language = Language
settings-language-fr = Français
settings-language-en = English
settings-me = Me
settings-appearance = Appearance
settings-timezone = Time zone: { $zone }
role-viewer = Viewer
role-editor = Editor
role-admin = Administrator
key-show-new = Show new messages
key-next = Next message
key-previous = Previous message
key-pause = Pause or resume the column
key-pause-all = Pause or resume everything
key-column = Go to a column
key-shift = Shift
keys-title = Keyboard shortcuts
keys-text = Inactive while you type.
keys-col-key = Key
keys-col-action = Action

## Help

help-title = The query language
help-intro = A query says what you look for. Vigie holds it against each message, live, and shows the words that matched.
help-write = You write
help-finds = You find
help-example = For example
help-caption = Forms of the query language
help-tips = Good to know
help-tip-accents = Case and accents do not count: “Éléphant” also finds “elephant”.
help-tip-operators = Operators are written in capitals, in English or in French.
help-tip-order = NOT binds tighter than AND, and AND tighter than OR; parentheses decide otherwise.
help-tip-explain = Words found are highlighted in each message.

## Errors

error-not-found-title = This page does not exist
error-not-found-text = The address may be incomplete, or what it showed was removed.
error-forbidden-title = This page is not open to you
error-forbidden-text = Your role does not allow this action. Ask someone who runs the organisation.
error-bad-request-title = This request was not understood
error-bad-request-text = Nothing was changed. Go back and check what was typed.
error-conflict-title = This changed meanwhile
error-conflict-text = Someone else has just changed the same thing. Reload to see their version, then carry on.
error-internal-title = This did not go through
error-internal-text = What was saved is safe. Try again; if it happens again, give this number to whoever runs Vigie.
error-internal-id = Incident number: { $id }
error-unavailable-title = Vigie is busy
error-unavailable-text = Nothing is lost. Try again in a moment.
error-offline-title = You are offline
error-offline-text = Vigie goes on listening. Messages will be waiting when the connection returns.

## Field errors

field-required = Fill this in.
field-too-long = Too long: { $n } characters at most.
field-too-short = Too short: { $n } characters at least.
field-url-bad = An address starts with https:// or http://.
too-many-columns = { $n } columns at most: open another board.
too-many-sources = { $n } sources at most: remove one.
field-known = Already listened to.
field-unreachable = This address cannot be listened to: { $why }.
field-space = No space.
field-weak = Too easy to guess: choose something other than your name or the organisation's.
field-refused = Refused: { $why }.

## About

about-title = About Vigie
about-text = A listening centre for teams who speak for an organisation. Your data stay with you.
about-version = Version { $version }
about-licence = Licence: MIT or Apache 2.0, at your choice.
about-credits = Fonts, icons and marks
about-fonts = Atkinson Hyperlegible Next and Mono, Bricolage Grotesque: SIL Open Font License 1.1.
about-icons = Lucide icons: ISC licence. Network glyphs: Simple Icons, CC0; the marks stay their owners’ and only name a network.

## Kit

kit-title = Components
kit-light = Light
kit-dark = Dark

## Dates

now = now
ago-now = just now
ago = { $duration } ago
on-day = on { $date }
unit-day = d
yesterday-at = yesterday at { $time }
date-at = { $date } at { $time }

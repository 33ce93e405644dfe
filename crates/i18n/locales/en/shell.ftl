## Shell

app-name = Vigie
page-title = { $page } · { $org } · Vigie
page-title-bare = { $page } · Vigie
skip-to-content = Skip to content
nav-main = Main navigation
nav-main-phone = Main navigation, at the bottom
nav-listen = Listening
nav-sources = Sources
nav-home-phone = Home
nav-home = Today
nav-lists = Lists
nav-status = Status
nav-find = Search
nav-more = More
more-title = Site map
more-text = All that Vigie can do, on one page.
nav-workspaces = Change organisation
nav-organisation = Organisation
nav-keys = Keyboard shortcuts
nav-daily = Every day
nav-deeper = When needed
nav-account = My account
nav-help = Help
nav-settings = Settings
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
close = Close
undo = Undo
table-sort = Sort by { $column }
table-order = Sort: { $column }
table-sorted-up = sorted, smallest first
table-sorted-down = sorted, largest first
table-csv = Download as CSV
required = required
app-description = A lookout over networks
updated-text = A new version of Vigie is ready.
updated-action = Reload

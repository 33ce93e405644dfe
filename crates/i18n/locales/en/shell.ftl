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

## Search and commands

find-title = Search
find-label = What are you looking for?
find-placeholder = A page, a column, a source, an action
find-action = Search
find-results = Results
find-count = { $n ->
    [one] { $n } result
   *[other] { $n } results
}
find-none = Nothing has that name. Try a shorter word, or how the name begins.
find-failed = Search does not answer. What you wrote stays here; try again in a moment.
find-recent = Opened recently
find-pages = Pages
find-boards = Boards
find-columns = Columns
find-sources = Sources
find-lists = Lists
find-settings = Settings
find-actions = Actions
find-help = Help
find-hint-choose = choose
find-hint-open = open
find-hint-close = close
find-in-board = in { $board }
find-theme-light = Use the light theme
find-theme-dark = Use the dark theme
find-theme-system = Follow the device's theme
find-density-comfort = Comfortable display
find-density-compact = Compact display
find-pause-all = Pause or resume everything
find-add-column = Add a column

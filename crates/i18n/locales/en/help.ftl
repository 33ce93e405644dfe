## Help and about

help-home-title = Help
help-home-intro = What Vigie does, and how to ask for it.
help-topic-queries = The query language
help-topic-queries-text = Words, phrases, the operators AND, OR and NOT, accounts and networks: all a column can look for.
help-topic-keys = Keyboard shortcuts
help-topic-keys-text = Read, pause and go from column to column without a mouse.
help-topic-live = What comes in live
help-topic-live-text = Nothing moves under your eyes: new messages wait behind a bar while you read, point or select. The . key shows them.
help-topic-safe = What is safe
help-topic-safe-text = Vigie listens on the server, even when this window is closed. A source that fell silent is caught up when it returns if its network allows; otherwise the gap is shown.
help-topic-builder = Building a query
help-topic-builder-text = Each column has a page for its query, in its menu; all are listed under “Queries”. Blocks and text are the same query: what does not fit a block stays in it as it is. The preview tells what it would have found in 30 days; judge some posts to know whether it is on target. Keys + and − judge, Ctrl S saves.
help-topic-archive = Searching the archive
help-topic-archive-text = Search speaks the language of columns, on all that was heard. Boxes refine, the timeline chooses a stretch of time, and the page's address can be sent: everybody sees what their rights allow. “Save as a query” takes boxes and dates along with the text.
help-topic-about = About Vigie
help-topic-about-text = Version, licence, fonts and icons.

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

about-title = About Vigie
about-text = A listening centre for teams who speak for an organisation. Your data stay with you.
about-version = Version { $version }
about-licence = Licence: MIT or Apache 2.0, at your choice.
about-credits = Fonts, icons and marks
about-fonts = Atkinson Hyperlegible Next and Mono, Bricolage Grotesque: SIL Open Font License 1.1.
about-icons = Lucide icons: ISC licence. Network glyphs: Simple Icons, CC0; the marks stay their owners’ and only name a network.

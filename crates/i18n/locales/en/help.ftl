## Help and about

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

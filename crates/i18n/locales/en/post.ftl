## Post card

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

post-ours = Us
post-ours-title = Published by one of your accounts
post-question = Question
post-lang-title = Written in another language than yours
language = { $code ->
    [ar] Arabic
    [br] Breton
    [ca] Catalan
    [co] Corsican
    [cs] Czech
    [da] Danish
    [de] German
    [el] Greek
    [en] English
    [es] Spanish
    [eu] Basque
    [fa] Persian
    [fi] Finnish
    [fr] French
    [he] Hebrew
    [hi] Hindi
    [hu] Hungarian
    [id] Indonesian
    [it] Italian
    [ja] Japanese
    [ko] Korean
    [nl] Dutch
    [no] Norwegian
    [oc] Occitan
    [pl] Polish
    [pt] Portuguese
    [ro] Romanian
    [ru] Russian
    [sv] Swedish
    [th] Thai
    [tr] Turkish
    [uk] Ukrainian
    [vi] Vietnamese
    [zh] Chinese
   *[other] { $code }
}
post-thread = Continues the thread of { $name }
post-why = Why?
post-why-title = Why this message is here
post-why-text = in the text
post-why-heading = in the title
post-why-alt = in the description of a picture
post-why-card = in the shared link
post-why-filters = No word to highlight: the message answers the query's filters.
post-acts = Actions on the message of { $name }
post-more-acts = More actions
post-open-short = Open
post-copy-link = Copy the link
post-copied = Link copied.
post-column-author = Column of { $handle }
post-column-tag = Column of { $tag }
post-list-add = Add to a list
post-video-watch = Watch the video on { $network }
picture-title = Picture { $n } of { $total_n }
picture-by = Picture by { $name }
picture-alt-label = Alt text
picture-no-alt = This picture has no alt text.
picture-previous = Previous picture
picture-next = Next picture
picture-zoom-in = Zoom in
picture-zoom-out = Fit to the window
picture-close = Close
poll-label = Poll
poll-votes = { $n ->
    [one] { $n } vote
   *[other] { $n } votes
}
poll-voters = { $n ->
    [one] { $n } person voted
   *[other] { $n } people voted
}
poll-ends = until { $time }
poll-ended = closed
poll-multiple = several answers allowed
poll-hidden = The network keeps the results until the end.
post-alone = See this message alone
post-alone-title = Message by { $name }

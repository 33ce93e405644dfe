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

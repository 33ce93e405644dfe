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
error-offline-title = Vigie is out of reach
error-offline-text = This device cannot reach the server.
error-offline-safe = If your link is the cause, listening goes on at the server: every message is recorded and will be waiting for you.
error-offline-down = If the server is the cause, what it misses is caught up on its return where the network allows, and shown otherwise.
error-offline-next = This page reloads by itself as soon as the server answers. What you had not sent stays on the page before.
error-retry = Try again

field-required = Fill this in.
field-too-long = Too long: { $n } characters at most.
field-too-short = Too short: { $n } characters at least.
field-url-bad = An address starts with https:// or http://.
too-many-columns = { $n } columns at most: open another board.
too-many-sources = { $n } sources at most: remove one.
field-known = Already listened to.
field-unreachable = This address cannot be listened to. { $why }
field-space = No space.
field-weak = Too easy to guess: choose something other than your name or the organisation's.
field-refused = Refused: { $why }.

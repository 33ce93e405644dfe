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

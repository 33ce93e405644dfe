## Lists of authors

lists-title = Lists
lists-intro = A list gathers accounts you follow together: elected people, press, partners. Queries call it by its name.
lists-caption = Lists of accounts
lists-col-name = Name
lists-col-accounts = Accounts
lists-col-used = Queries
lists-col-actions = Actions
lists-empty-title = No list
lists-empty-text = Gather accounts to follow them in a column or name them in a query.
list-new = New list
list-edit-title = Edit the list
list-name = Name of the list
list-name-hint = Queries call it so: list:"{ $name }".
list-name-sample = council
list-handles = Accounts
list-handles-hint = One a line, with or without @.
list-create = Create the list
list-save = Save the list
list-edit = Edit { $name }
list-remove = Remove { $name }
list-column = Column of the list { $name }
list-removed = List “{ $name }” removed.
list-restore = Put the list back
list-count = { $n ->
    [0] no account
    [one] { $n } account
   *[other] { $n } accounts
}
list-more = { $n ->
    [one] and { $n } other
   *[other] and { $n } others
}
list-add-title = Add { $handle } to a list
list-add-which = List
list-add-new = A new list
list-add-save = Add to the list
list-added = { $handle } is in the list “{ $name }”.
list-taken = Another list has this name.
too-many-lists = { $n } lists or accounts at most.

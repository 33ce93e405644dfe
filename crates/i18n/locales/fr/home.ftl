## Home

home-title = Aujourd'hui
home-hello = Bonjour { $name }
home-when = { $day }, { $time }.
home-waiting = { $n ->
    [0] Rien ne vous attend.
    [1] Une chose vous attend.
    [2] Deux choses vous attendent.
    [3] Trois choses vous attendent.
    [4] Quatre choses vous attendent.
    [5] Cinq choses vous attendent.
   *[other] { $n } choses vous attendent.
}
home-todo = À faire maintenant
home-todo-order = le plus urgent d'abord
home-calm-title = Rien ne vous attend
home-calm-night = { $n ->
    [0] La nuit a été calme : aucun message.
    [one] La nuit a été calme : un message.
   *[other] La nuit a été calme : { $n } messages.
}
home-calm-day = { $n ->
    [0] Tout est calme : aucun message depuis { $since }.
    [one] Tout est calme : un message depuis { $since }.
   *[other] Tout est calme : { $n } messages depuis { $since }.
}
home-questions = { $n ->
    [0] Aucune question.
    [one] Une question.
   *[other] { $n } questions.
}
todo-spike = Pic sur « { $title } » : { $n ->
    [one] un message
   *[other] { $n } messages
} depuis { $since }
todo-spike-text = { $times } fois l'habitude de ces heures.
todo-spike-action = Voir le pic
todo-stopped = « { $source } » est arrêtée depuis { $since }
todo-stopped-text = Raison : { $cause }. Ce qu'elle publie n'est plus entendu ; le reste continue.
todo-source-action = Voir la source
todo-gap = Écoute interrompue de { $from } à { $to }, « { $source } »
todo-gap-open = « { $source } » n'est plus entendue depuis { $from }
todo-gap-text = Raison : { $cause }. Ce qui a été dit pendant ce temps manque peut-être à vos colonnes.
todo-gap-open-text = Raison : { $cause }. Vigie réessaie seule ; les messages manqués seront rattrapés si le réseau les garde.
todo-no-source = Vigie n'écoute rien pour l'instant
todo-no-source-text = Une source suffit pour commencer : Bluesky sans compte ni clé, ou le fil d'un journal.
todo-no-source-action = Ajouter une source
todo-no-column = Aucune colonne pour l'instant
todo-no-column-text = Une colonne montre en direct les messages qui répondent à une requête.
todo-no-column-action = Ajouter une colonne
home-since = Depuis { $since }
home-since-total = { $n ->
    [0] aucun message
    [one] un message
   *[other] { $n } messages
}
home-since-questions = { $n ->
    [0] aucune question
    [one] une question
   *[other] { $n } questions
}
home-two = { $first }, { $second }
home-quiet = Rien à signaler depuis { $since }. Les messages s'affichent dans vos colonnes dès qu'ils arrivent.
watch-label = { $n ->
    [0] Aucun message depuis { $since }
    [one] Un message depuis { $since }
   *[other] { $n } messages depuis { $since } ; au plus { $peak }, de { $peak_from } à { $peak_to }
}
watch-absence = équipe absente, { $from } à { $to }
watch-absence-said = { $sentence } ; équipe absente de { $from } à { $to }
watch-peak-said = { $sentence } ; pic de { $title } à { $time }
watch-caption = Messages par tranche de { $length } depuis { $since }
watch-col-from = À partir de
watch-col-count = Messages
home-subject-count = { $n ->
    [one] un message
   *[other] { $n } messages
}
home-rising = Sujets qui montent
home-rising-scope = 24 h, toutes colonnes
home-rising-empty = Aucun mot ne revient plus que d'habitude.
home-rising-new = nouveau
home-rising-factor-title = { $factor } par rapport à l'habitude
home-rising-follow = Suivre « { $term } » dans une colonne
home-notable = Messages marquants
home-notable-empty = Aucun message n'a retenu l'attention depuis { $since }.
home-open-listen = Ouvrir la veille
home-aside = Repères du jour
home-sources = Sources
home-sources-none = Aucune source n'est écoutée.
home-sources-fine = { $n ->
    [one] Une source à l'écoute
   *[other] { $n } sources à l'écoute
}
home-sources-off = { $n ->
    [one] Une source en pause
   *[other] { $n } sources en pause
}
home-all = Tout voir
home-gaps = Trous de l'écoute
home-gaps-none = Aucun trou depuis { $since }.
home-gap-length = { $from }, { $length }
home-gap-open = depuis { $from }
home-columns = Vos colonnes
home-columns-empty = Aucune colonne à suivre pour l'instant.
home-unread = { $n ->
    [0] rien de nouveau
    [one] { $n } nouveau
   *[other] { $n } nouveaux
}
home-unread-many = plus de { $n } nouveaux
home-card-error = Cette partie de la page n'a pas pu être lue
home-card-error-text = Le reste est à jour et rien n'est perdu.

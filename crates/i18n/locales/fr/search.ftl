## Search of the archive

search-title = Recherche
search-label = Chercher dans tout ce qui a été entendu
search-placeholder = patinoire ET « Saint-Aubin » SAUF hockey
search-hint = Le même langage que les colonnes : mots, « phrases », ET, OU, SAUF, @compte, #mot-dièse, depuis:2026-01-31.
search-do = Chercher
search-since = Du
search-until = Au
search-whole = Toute la période
search-count = { $n ->
    [0] Aucun message
    [one] { $n } message
   *[other] { $n } messages
}
search-rate = ≈ { $count } par heure
search-rate-day = ≈ { $count } par jour
search-facets = Affiner
search-facets-apply = Appliquer
search-facets-clear = Tout enlever
search-facets-n = { $n ->
    [0] Affiner
    [one] Affiner, { $n } choix
   *[other] Affiner, { $n } choix
}
search-facet-network = Réseau
search-facet-account = Nos comptes cités
search-facet-author = Auteur
search-facet-tag = Mot-dièse
search-facet-lang = Langue
search-facet-media = Médias
search-media-image = Image
search-media-video = Vidéo
search-media-audio = Son
search-media-other = Pièce jointe
search-timeline = Quand
search-brush = Choisir une période sur la frise : flèches pour déplacer, Entrée pour chercher
search-brush-from = Début de la période
search-brush-to = Fin de la période
search-show = Présentation
search-posts = Messages
search-table = Tableau
search-results = Résultats
search-caption = Messages trouvés, du plus récent au plus ancien
search-col-when = Date
search-col-who = Auteur
search-col-where = Réseau
search-col-text = Message
search-col-reach = Réactions
search-newer = Plus récents
search-older = Plus anciens
search-save-query = Enregistrer comme requête
search-save-column = En faire une colonne
search-more = Que faire de ces résultats
search-export-csv = Exporter en CSV
search-export-json = Exporter en JSON Lines
search-start-title = Que voulez-vous retrouver ?
search-start-text = Tout ce que vos sources ont entendu se cherche ici, comme en direct.
search-start-example = Essayer : { $text }
search-none-title = Rien à l'horizon
search-none-text = Aucun message archivé ne répond à cette recherche.
search-none-helps = { $n ->
    [one] Ôtez <b>{ $part }</b> pour voir { $n } message.
   *[other] Ôtez <b>{ $part }</b> pour voir { $n } messages.
}
search-none-help = Sans { $part }
search-none-dates = Chercher dans toute la période
search-part-dates = les dates
search-part-facet = { $facet } : { $values }
search-left-title = Une partie reste de côté
search-left-text = Le langage des requêtes ne sait pas nommer ces choix. Votre recherche les garde ; la requête s'en passera.
search-left-rest = La requête sera :
search-left-go = Continuer sans
search-error-title = Cette recherche a une erreur
search-error-text = Elle est soulignée plus haut, avec ce qui la corrige.
search-building-title = L'archive se construit
search-building-text = { $done } messages sur { $total } y sont. Rien n'est perdu : la recherche répondra quand elle sera complète.
search-building-progress = Construction de l'archive : { $done } sur { $total }
search-slow-title = Cette recherche prend trop de temps
search-slow-text = Elle a été arrêtée pour ne pas ralentir l'écoute. Ajoutez un mot ou raccourcissez la période.
search-off-title = Pas d'archive ici
search-off-text = La personne qui gère ce serveur a choisi de ne pas archiver. Les colonnes gardent leurs messages.
search-retry = Réessayer
search-exports = Exports
search-exports-text = Chaque export reste prêt à télécharger tant que Vigie tourne.
search-exports-none = Aucun export pour l'instant. Lancez-en un depuis une recherche.
search-export-running = { $done } sur { $total } messages
search-export-ready = { $n ->
    [one] { $n } message, prêt
   *[other] { $n } messages, prêt
}
search-export-cancelled = Annulé
search-export-failed = Interrompu : relancez-le depuis la recherche
search-export-cancel = Annuler l'export
search-export-download = Télécharger
search-export-csv-name = CSV
search-export-json-name = JSON Lines
search-exports-back = Retour à la recherche
search-complete = Propositions
search-complete-n = { $n ->
    [one] { $n } proposition
   *[other] { $n } propositions
}
search-kind-field = opérateur
search-kind-author = auteur
search-kind-tag = mot-dièse
search-kind-source = source
search-kind-list = liste
search-kind-account = notre compte
search-kind-query = requête
search-kind-lang = langue
search-kind-network = réseau
search-archive-row = Avant la requête : archives
search-archive-end = Fin de l'archive. Rien de plus ancien.

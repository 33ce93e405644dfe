## Listen, its strips

listen-title = Veille
boards-label = Tableaux de veille
columns-label = Colonnes
column-label = Colonne { $title }
column-add = Colonne
column-add-title = Ajouter une colonne
column-edit-title = Modifier la colonne
column-edit = Modifier la requête de { $title }
column-pause = Mettre { $title } en pause
column-resume = Reprendre { $title }
column-menu = Autres actions pour { $title }
column-remove = Retirer la colonne
column-removed = Colonne « { $title } » retirée.
column-restore = Remettre la colonne
column-query = Requête : { $text }
pause-all = Tout mettre en pause
resume-all = Tout reprendre
column-count = <b>{ $count }</b> en 24 h
change-stable = stable
change-percent-title = { $change } par rapport à l'habitude des mêmes heures
change-stable-title = Comme d'habitude à ces heures
horizon-label = { $n ->
    [0] Aucun message en 24 heures
    [one] Un message en 24 heures
   *[other] { $n } messages en 24 heures ; au plus { $peak }, entre { $peak_from } et { $peak_to }
}
horizon-caption = Messages par heure, { $title }, 24 dernières heures
horizon-col-hour = Heure
horizon-col-count = Messages
new-messages = { $n ->
    [one] { $n } nouveau message
   *[other] { $n } nouveaux messages
}
paused-waiting = { $n ->
    [0] <b>En pause</b>
   *[other] <b>En pause</b>, { $n } en attente
}
resume = Reprendre
seam = Déjà vu à { $time }
older = Messages plus anciens
newest = Revenir aux plus récents
end-of-column = Début de cette requête. Rien de plus ancien.
column-empty-title = Rien à l'horizon
column-empty-text = Cette requête n'a encore rien trouvé. Elle écoute : les messages s'affichent ici dès qu'ils arrivent.
column-empty-action = Revoir la requête
column-error-title = Cette colonne n'a pas pu être lue
column-error-text = Les autres colonnes continuent et rien n'est perdu. Rechargez la page pour réessayer.
column-loading = Chargement de la colonne
board-empty-title = Aucune colonne pour l'instant
board-empty-text = Une colonne montre en direct les messages qui répondent à une requête : un mot, un mot-dièse, un nom de lieu.
no-board-title = Aucun tableau de veille
no-board-text = Un tableau réunit les colonnes que vous suivez ensemble.
no-board-name = Au quotidien
no-board-action = Créer un tableau
catching-up = Rattrapage en cours : des messages plus anciens arrivent encore.
lost-link = <b>Liaison perdue avec Vigie.</b> Nouvel essai dans { $delay } ; les messages manqués seront affichés au retour.
lost-link-now = <b>Liaison perdue avec Vigie.</b> Nouvel essai en cours.
retry-now = Réessayer
gap-row = Écoute interrompue de { $from } à { $to }, { $source } : { $cause }.
gap-row-open = Écoute interrompue depuis { $from }, { $source } : { $cause }.
gap-see = Voir la source

trouble-waiting = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai dans { $delay } ; les messages manqués seront rattrapés si le réseau les garde.
trouble-waiting-now = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai en cours ; les messages manqués seront rattrapés si le réseau les garde.
trouble-rate-limited = <b>« { $source } » limite nos lectures depuis { $since }.</b> Reprise dans { $delay }. Rien n'est perdu.
trouble-stopped = <b>« { $source } » est arrêtée depuis { $since } :</b> { $cause }. Une personne doit agir.
trouble-connecting = <b>Connexion à « { $source } ».</b> Les messages arrivent dès que la liaison est ouverte.
trouble-see = Voir la source

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
column-error-text = Les autres colonnes continuent et rien n'est perdu.
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
gaps-more = { $n ->
    [one] { $n } autre interruption
   *[other] { $n } autres interruptions
}

trouble-waiting = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai dans { $delay } ; les messages manqués seront rattrapés si le réseau les garde.
trouble-waiting-now = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai en cours ; les messages manqués seront rattrapés si le réseau les garde.
trouble-rate-limited = <b>« { $source } » limite nos lectures depuis { $since }.</b> Reprise dans { $delay }. Rien n'est perdu.
trouble-stopped = <b>« { $source } » est arrêtée depuis { $since } :</b> { $cause }. Une personne doit agir.
trouble-connecting = <b>Connexion à « { $source } ».</b> Les messages arrivent dès que la liaison est ouverte.
trouble-see = Voir la source
troubles = <b>{ $n ->
    [one] { $n } source ne répond plus.
   *[other] { $n } sources ne répondent plus.
}</b> { $more_n ->
    [0] { $names }.
    [one] { $names } et { $more_n } autre.
   *[other] { $names } et { $more_n } autres.
} Les messages manqués seront rattrapés si leur réseau les garde.
troubles-see = Voir les sources

board-add = Nouveau tableau
board-menu = Actions sur le tableau { $name }
board-edit = Renommer ou partager
board-left = Déplacer à gauche
board-right = Déplacer à droite
board-remove = Retirer le tableau
board-removed = Tableau « { $name } » retiré avec ses colonnes.
board-restore = Remettre le tableau
board-private = privé
board-private-title = Vous seul voyez ce tableau
board-moved = { $name } : place { $n } sur { $total_n }.
board-move = Déplacer cet onglet
board-grab = Déplacer { $name } : flèches pour choisir, Entrée pour poser, Échap pour annuler
board-move-cancelled = Déplacement annulé. { $name } : place { $n } sur { $total_n }.
move-refused = « { $title } » reste à sa place : le déplacement n'a pas pu être gardé. Réessayez dans un instant.
board-add-title = Nouveau tableau
board-edit-title = Modifier le tableau
board-name = Nom du tableau
board-name-hint = Ce qui s'affiche dans les onglets.
board-who = Qui le voit
board-who-all = Toute l'équipe
board-who-me = Vous seul
board-whose = Créé par { $name }, qui seul choisit qui le voit.
board-whose-all = Partagé avec toute l'équipe.
board-create = Créer le tableau
board-save = Enregistrer le tableau
board-last = C'est le dernier tableau : il en faut au moins un.
too-many-boards = { $n } tableaux au plus : retirez-en un d'abord.
column-left = Déplacer à gauche
column-right = Déplacer à droite
column-move = Déplacer vers un autre tableau
column-move-title = Déplacer « { $title } »
column-move-board = Tableau
column-move-position = Place
column-move-first = En tête
column-move-save = Déplacer la colonne
column-grab = Déplacer { $title } : flèches pour choisir, Entrée pour poser, Échap pour annuler
column-moved = { $title } : colonne { $n } sur { $total_n }.
column-move-cancelled = Déplacement annulé. { $title } : colonne { $n } sur { $total_n }.
spike = <b>Pic inhabituel, « { $title } ».</b> { $count } messages depuis { $since }, { $factor } fois l'habitude.
spike-see = Voir le pic
spike-hide = Masquer cette alerte
announce = { $title } : { $n ->
    [one] { $n } nouveau
   *[other] { $n } nouveaux
}
missing = Des messages plus anciens manquent ici.
missing-fill = Combler
gap-fill = Combler
gap-filled = Demande envoyée : ce qui peut être rattrapé s'affichera à sa place.
gap-unfilled = { $source } ne garde pas ce qui a été dit alors : ces messages ne peuvent pas être rattrapés.
part-error = Ces messages n'ont pas pu être lus. Rien n'est perdu.
part-retry = Réessayer
column-move-here = Déplacer dans ce tableau
column-move-last = En fin de tableau

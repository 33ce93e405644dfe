## Search and commands

find-title = Rechercher
find-label = Que cherchez-vous ?
find-placeholder = Une page, une colonne, une source, une action
find-action = Chercher
find-results = Résultats
find-count = { $n ->
    [one] { $n } résultat
   *[other] { $n } résultats
}
find-none = Rien ne porte ce nom. Essayez un mot plus court, ou le début du nom.
find-failed = La recherche ne répond pas. Ce que vous avez écrit reste ici ; réessayez dans un instant.
find-recent = Ouverts récemment
find-pages = Pages
find-boards = Tableaux
find-columns = Colonnes
find-sources = Sources
find-lists = Listes
find-settings = Réglages
find-actions = Actions
find-help = Aide
find-hint-choose = choisir
find-hint-open = ouvrir
find-hint-close = fermer
find-in-board = dans { $board }
find-theme-light = Passer au thème clair
find-theme-dark = Passer au thème sombre
find-theme-system = Suivre le thème de l'appareil
find-density-comfort = Affichage confortable
find-density-compact = Affichage compact
find-pause-all = Tout mettre en pause ou reprendre
find-add-column = Ajouter une colonne

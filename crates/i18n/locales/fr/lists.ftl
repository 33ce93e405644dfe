## Lists of authors

lists-title = Listes
lists-intro = Une liste réunit des comptes que vous suivez ensemble : élus, presse, partenaires. Les requêtes l'appellent par son nom.
lists-caption = Listes de comptes
lists-col-name = Nom
lists-col-accounts = Comptes
lists-col-used = Requêtes
lists-col-actions = Actions
lists-empty-title = Aucune liste
lists-empty-text = Réunissez des comptes pour les suivre dans une colonne ou les nommer dans une requête.
list-new = Nouvelle liste
list-edit-title = Modifier la liste
list-name = Nom de la liste
list-name-hint = Les requêtes l'appellent ainsi : liste:"{ $name }".
list-name-sample = élus
list-handles = Comptes
list-handles-hint = Un par ligne, avec ou sans @.
list-create = Créer la liste
list-save = Enregistrer la liste
list-edit = Modifier { $name }
list-remove = Retirer { $name }
list-column = Colonne de la liste { $name }
list-removed = Liste « { $name } » retirée.
list-restore = Remettre la liste
list-count = { $n ->
    [0] aucun compte
    [one] { $n } compte
   *[other] { $n } comptes
}
list-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}
list-add-title = Ajouter { $handle } à une liste
list-add-which = Liste
list-add-new = Une nouvelle liste
list-add-save = Ajouter à la liste
list-added = { $handle } est dans la liste « { $name } ».
list-taken = Une autre liste porte ce nom.
too-many-lists = { $n } listes ou comptes au plus.

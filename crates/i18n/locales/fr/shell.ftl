## Shell

app-name = Vigie
page-title = { $page } · { $org } · Vigie
page-title-bare = { $page } · Vigie
skip-to-content = Aller au contenu
nav-main = Navigation principale
nav-main-phone = Navigation principale, en bas
nav-listen = Veille
nav-sources = Sources
nav-home-phone = Accueil
nav-home = Aujourd'hui
nav-lists = Listes
nav-status = État
nav-find = Rechercher
nav-more = Plus
more-title = Plan du site
more-text = Tout ce que Vigie sait faire, en une page.
nav-workspaces = Changer d'organisation
nav-organisation = Organisation
nav-keys = Raccourcis clavier
nav-daily = Chaque jour
nav-deeper = Au besoin
nav-account = Mon compte
nav-help = Aide
nav-settings = Réglages
sign-out = Se déconnecter
live-all = En direct, { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
live-some = { $n } sur { $total_n } sources en direct
live-none = Aucune source en direct
live-empty = Aucune source
cancel = Annuler
save = Enregistrer
back-to-listen = Revenir à la veille
back-to-sources = Revenir aux sources
optional = facultatif
view-as-table = Voir en tableau
reload = Recharger
close = Fermer
undo = Annuler
table-sort = Trier par { $column }
table-order = Tri : { $column }
table-sorted-up = trié, du plus petit au plus grand
table-sorted-down = trié, du plus grand au plus petit
table-csv = Télécharger en CSV
required = obligatoire
app-description = Centre de veille des réseaux
updated-text = Une nouvelle version de Vigie est prête.
updated-action = Recharger

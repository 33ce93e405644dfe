## Shell

app-name = Vigie
page-title = { $page } · { $org } · Vigie
page-title-bare = { $page } · Vigie
skip-to-content = Aller au contenu
nav-main = Navigation principale
nav-main-phone = Navigation principale, en bas
nav-listen = Veille
nav-sources = Sources
nav-help = Aide
nav-settings = Réglages
nav-me = Mon compte, { $name }
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

# The interface in French. The formatter sets the typography: write plain spaces and apostrophes.
# An argument named `n`, or ending in `_n`, is a number; any other is text.
# `<b>…</b>` makes a message rich: the generated function then returns `Rich`.

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

## Listen

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

## Trouble strips

trouble-waiting = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai dans { $delay } ; les messages manqués seront rattrapés si le réseau les garde.
trouble-waiting-now = <b>« { $source } » ne répond plus depuis { $since }.</b> Nouvel essai en cours ; les messages manqués seront rattrapés si le réseau les garde.
trouble-rate-limited = <b>« { $source } » limite nos lectures depuis { $since }.</b> Reprise dans { $delay }. Rien n'est perdu.
trouble-stopped = <b>« { $source } » est arrêtée depuis { $since } :</b> { $cause }. Une personne doit agir.
trouble-connecting = <b>Connexion à « { $source } ».</b> Les messages arrivent dès que la liaison est ouverte.
trouble-see = Voir la source

## Post

post-new = Nouveau
post-open = Voir sur { $network }
post-edited = modifié
post-edited-at = Modifié { $time }
post-deleted = Supprimé depuis par son auteur ou son réseau. Vigie n'en garde rien.
post-reply-to = En réponse à { $name }
post-reply = En réponse à un message
post-repost = { $name } a partagé
post-repost-unknown = Partage d'un message que Vigie n'a pas reçu
post-quote-unknown = Cite un message que Vigie n'a pas reçu
post-media-no-alt = Image sans description
post-media-video = Vidéo
post-media-audio = Son
post-media-other = Pièce jointe
post-media-more = { $n ->
    [one] et { $n } autre image
   *[other] et { $n } autres images
}
post-no-name = Sans nom
post-hidden-char = Caractère invisible neutralisé
post-truncated = Lire la suite
post-replies = { $n ->
    [one] réponse
   *[other] réponses
}
post-reposts = { $n ->
    [one] partage
   *[other] partages
}
post-likes = { $n ->
    [one] mention J'aime
   *[other] mentions J'aime
}
post-match-alt = Mot trouvé dans la description de l'image
network-press = Presse
network-sandbox = Bac à sable
network-replay = Rejeu

## Column dialog

column-name = Nom
column-name-hint = Ce qui s'affiche en tête de colonne.
column-query-label = Requête
column-query-hint = Des mots, des « phrases entre guillemets », ET, OU, SAUF, des parenthèses, préfixe*, #mot-dièse, @compte.
column-query-help = Le langage des requêtes
column-create = Ajouter la colonne
column-save = Enregistrer la colonne
query-reads = Vigie comprend :
query-at = Au signe { $n }
query-fix = Remplacer par { $text }
query-fix-remove = Retirer { $text }
query-fix-add = Ajouter { $text }
query-empty = Rien à chercher : écrivez au moins un mot.
query-too-long = { $n } signes, { $max_n } au plus : partagez la requête en deux.
query-too-deep = Plus de { $n } parenthèses ou exclusions les unes dans les autres.
query-too-many-terms = { $n } termes, { $max_n } au plus : partagez la requête en deux.
query-unclosed-quote = Ce guillemet n'est jamais refermé.
query-empty-quotes = Rien entre les guillemets.
query-unclosed-parenthesis = Cette parenthèse n'est jamais refermée.
query-unopened-parenthesis = Cette parenthèse n'a jamais été ouverte.
query-empty-group = Rien entre les parenthèses.
query-nothing-before = Un terme est attendu avant { $operator }.
query-nothing-after = Un terme est attendu après { $operator }.
query-lone-minus = Le mot à exclure se colle au signe moins, sans espace.
query-only-excludes = Ceci ne fait qu'exclure et trouverait presque tout : ajoutez un terme à chercher.
query-perhaps-operator = « { $word } » est cherché comme un mot : l'opérateur s'écrit { $operator }.
query-foreign-sign = « { $sign } » n'est pas un signe de ce langage.
query-needless-plus = Le signe plus est inutile : chaque terme est déjà exigé.
query-punctuation = « { $sign } » est de la ponctuation et n'est pas cherché.
query-nothing-searchable = Aucun mot à chercher dans « { $written } ».
query-prefix-too-short = « { $written } » est trop court : au moins { $n } lettres avant l'étoile.
query-lone-star = Une étoile seule ne veut dire « un mot quelconque » qu'entre guillemets.
query-star-inside = L'étoile ne va qu'à la fin d'un mot.
query-only-stars = Au moins un mot est attendu entre les guillemets.
query-not-a-handle = « { $written } » n'est pas un nom de compte.
query-not-a-tag = « { $written } » n'est pas un mot-dièse.
query-unknown-field = « { $name } » suivi de deux-points est inconnu : mettez-le entre guillemets pour le chercher comme un texte.
query-unknown-field-closest = « { $name } » suivi de deux-points est inconnu : vouliez-vous dire « { $closest } » ?
query-missing-value = Une valeur est attendue juste après « { $name } » et ses deux-points.
query-unknown-language = « { $written } » n'est pas un code de langue, comme fr, en ou br.
query-unknown-network = « { $written } » n'est pas un réseau.
query-not-yet = « { $operator } » n'est pas encore disponible.
query-near-distance = Dites combien de mots peuvent séparer les deux, comme { $operator }/5.
query-near-too-far = { $words } mots d'écart, { $n } au plus.
query-near-operand = { $operator } relie des mots, des phrases, des mots-dièse ou des comptes, ou des groupes de ceux-ci joints par OU.
query-column-keeps = La colonne garde sa dernière requête valable tant que celle-ci ne l'est pas.

## Sources

sources-title = Sources
sources-intro = Ce que Vigie écoute, depuis quand, et ce qui lui a échappé.
sources-list = Sources écoutées
sources-empty-title = Vigie n'écoute rien pour l'instant
sources-empty-text = Ajoutez une source : Bluesky en un geste, sans compte ni clé, ou le fil d'un journal par son adresse.
source-add = Ajouter une source
source-add-bluesky = Écouter Bluesky
source-add-bluesky-text = Toutes les publications publiques, en direct, sans compte ni clé. Environ 50 messages par seconde.
source-add-bluesky-done = Bluesky est déjà écouté.
source-add-feed = Un journal ou un site
source-add-feed-text = L'adresse d'un fil RSS, Atom ou JSON Feed.
source-add-atproto = Un serveur AT Protocol
source-add-atproto-text = L'adresse d'un serveur de données (PDS) ou d'un relais ; tout ce qui s'y publie est écouté.
source-address = Adresse
source-address-feed-hint = Par exemple : { $example }
source-name = Nom
source-name-hint = Comment la reconnaître dans les colonnes. Vide : son adresse.
source-add-action = Ajouter
source-col-name = Source
source-col-state = État
source-col-received = Messages reçus
source-col-last = Dernier reçu
source-col-dropped = Écartés
source-col-gaps = Trous
source-pause = Mettre en pause
source-resume = Reprendre l'écoute
source-remove = Retirer la source
source-remove-title = Retirer { $name } ?
source-remove-text = Vigie cesse de l'écouter. Les messages déjà reçus restent dans vos colonnes jusqu'à la fin de leur conservation. Ce que cette source dira ensuite ne sera pas entendu.
source-remove-action = Retirer { $name }
source-removed = « { $name } » n'est plus écoutée.
source-added = « { $name } » est écoutée.
source-never = jamais
source-listened = Écoutée depuis
source-open-gaps = Trous ouverts
source-last-error = Dernière erreur
source-received = <b>{ $count }</b> messages reçus
source-last-event = Dernier message
source-address-shown = Adresse
source-kind = Type
source-drops = Reçus et écartés
source-drops-text = Ce qui est arrivé et n'a pas pu devenir un message, par raison.
source-drops-none = Rien n'a été écarté.
source-drop-reason = Raison
source-drop-times = Nombre
source-drop-count = { $n ->
    [one] { $n } fois
   *[other] { $n } fois
}
source-drop-sample = Début du dernier
source-drop-last = Dernier { $time }
source-coverage = Couverture
source-coverage-text = Quand Vigie écoutait, et quand elle n'écoutait pas.
source-coverage-label = Écoutée { $percent } du temps depuis { $since } ; { $n ->
    [0] aucun trou
    [one] un trou
   *[other] { $n } trous
}
source-coverage-listened = écoutée
source-coverage-gap = trou
source-coverage-refilled = rattrapé
source-gaps-none = Aucun trou : tout ce que la source a dit pendant l'écoute a été entendu.
source-gap-caption = Trous de { $name }, du plus récent au plus ancien
source-gap-from = De
source-gap-to = À
source-gap-length = Durée
source-gap-cause = Cause
source-gap-refill = Rattrapage
source-gap-ongoing = en cours
source-gap-refilled = rattrapé { $time }
source-gap-not-refilled = non rattrapé
state-off = en pause
state-connecting = connexion
state-catching-up = rattrapage
state-live = en direct
state-waiting = nouvel essai dans { $delay }
state-waiting-now = nouvel essai
state-stopped = arrêtée
state-finished = terminée
cause-stopped = Vigie ne tournait pas
cause-disconnected = le réseau n'a pas répondu
cause-rate-limited = le réseau a limité nos lectures
cause-look-back = le réseau ne garde plus ce qui manque
cause-refused = l'accès est refusé
cause-overload = trop de messages pour cette machine
drop-malformed = Format inattendu
drop-too-large = Trop grand
drop-not-utf8 = Octets illisibles
drop-incomplete = Incomplet
drop-not-a-feed = Pas un fil
drop-bomb = Compression piégée
drop-unknown = Type inconnu
drop-malformed-text = Le message n'a pas la forme que le réseau annonce.
drop-too-large-text = Le message dépasse nos limites de taille.
drop-not-utf8-text = Des octets ne sont pas du texte UTF-8.
drop-incomplete-text = Il manque l'essentiel : ni identifiant, ni texte, ni image.
drop-not-a-feed-text = L'adresse a répondu autre chose qu'un fil, une page d'erreur par exemple.
drop-bomb-text = Le contenu grossit au-delà de toute mesure une fois décompressé.
drop-unknown-text = Ce type d'évènement n'est pas connu de Vigie.
kind-jetstream = Bluesky (Jetstream)
kind-firehose = AT Protocol
kind-feed = Fil de presse ou de site
kind-replay = Fichier rejoué
kind-sandbox = Réseau simulé

## Sign-in and first run

sign-in-title = Se connecter
sign-in-text = Reprenez votre veille.
sign-in-login = Identifiant
sign-in-password = Mot de passe
sign-in-action = Se connecter
sign-in-failed = Identifiant ou mot de passe inconnu. Vérifiez les majuscules et réessayez.
sign-in-wait = Trop d'essais. Réessayez dans { $delay }.
first-run-title = Bienvenue à bord
first-run-text = Cette Vigie est neuve. Créez votre organisation et la première personne qui l'administre.
first-run-org = Nom de l'organisation
first-run-org-hint = Par exemple : Ville d'Aubrelac
first-run-kind = Nature de l'organisation
first-run-kind-hint = Par exemple : Ville, Musée, Groupe postal. S'affiche sous le nom.
first-run-zone = Fuseau horaire
first-run-name = Votre nom
first-run-login = Identifiant
first-run-login-hint = Pour vous connecter ; lettres, chiffres, tirets et points.
first-run-password = Mot de passe
first-run-password-hint = Au moins { $n } signes. Une phrase que vous retenez convient bien.
first-run-action = Créer l'organisation

## Settings

settings-title = Réglages
settings-saved = Réglages enregistrés.
settings-theme = Thème
settings-theme-system = Comme l'appareil
settings-theme-light = Clair
settings-theme-dark = Sombre
settings-language = Langue
settings-language-fr = Français
settings-language-en = English
settings-me = Moi
settings-appearance = Apparence
settings-timezone = Fuseau horaire : { $zone }
role-viewer = Lecture
role-editor = Rédaction
role-admin = Administration
key-show-new = Afficher les nouveaux messages
key-next = Message suivant
key-previous = Message précédent
key-pause = Mettre la colonne en pause ou la reprendre
key-pause-all = Tout mettre en pause ou reprendre
key-column = Aller à une colonne
key-shift = Maj
keys-title = Raccourcis clavier
keys-text = Inactifs pendant la saisie.
keys-col-key = Touche
keys-col-action = Action

## Help

help-title = Le langage des requêtes
help-intro = Une requête dit ce que vous cherchez. Vigie la compare à chaque message, en direct, et montre les mots qui ont répondu.
help-write = Vous écrivez
help-finds = Vous trouvez
help-example = Par exemple
help-caption = Formes du langage des requêtes
help-tips = Bon à savoir
help-tip-accents = Majuscules et accents ne comptent pas : « Éléphant » trouve aussi « elephant ».
help-tip-operators = Les opérateurs s'écrivent en majuscules, en français ou en anglais.
help-tip-order = SAUF lie plus fort que ET, et ET plus fort que OU ; des parenthèses en décident autrement.
help-tip-explain = Les mots trouvés sont surlignés dans chaque message.

## Errors

error-not-found-title = Cette page n'existe pas
error-not-found-text = L'adresse est peut-être incomplète, ou ce qu'elle montrait a été retiré.
error-forbidden-title = Cette page ne vous est pas ouverte
error-forbidden-text = Votre rôle ne permet pas cette action. Demandez à une personne qui administre l'organisation.
error-bad-request-title = Cette demande n'a pas été comprise
error-bad-request-text = Rien n'a été changé. Revenez en arrière et vérifiez ce qui a été saisi.
error-conflict-title = Ceci a changé entre-temps
error-conflict-text = Quelqu'un d'autre vient de modifier la même chose. Rechargez pour voir sa version, puis reprenez.
error-internal-title = Cette action n'a pas abouti
error-internal-text = Ce qui était enregistré est sauf. Réessayez ; si cela se répète, donnez ce numéro à la personne qui administre Vigie.
error-internal-id = Numéro de l'incident : { $id }
error-unavailable-title = Vigie est occupée
error-unavailable-text = Rien n'est perdu. Réessayez dans un instant.
error-offline-title = Vous êtes hors ligne
error-offline-text = Vigie continue d'écouter. Les messages vous attendront au retour de la connexion.

## Field errors

field-required = À remplir.
field-too-long = Trop long : { $n } signes au plus.
field-too-short = Trop court : { $n } signes au moins.
field-url-bad = Une adresse commence par https:// ou http://.
too-many-columns = { $n } colonnes au plus : ouvrez un autre tableau.
too-many-sources = { $n } sources au plus : retirez-en une.
field-known = Déjà écouté.
field-unreachable = Cette adresse ne peut pas être écoutée : { $why }.
field-space = Sans espace.
field-weak = Trop facile à deviner : choisissez autre chose que votre nom ou celui de l'organisation.
field-refused = Refusé : { $why }.

## About

about-title = À propos de Vigie
about-text = Un centre de veille pour les équipes qui parlent au nom d'une organisation. Vos données restent chez vous.
about-version = Version { $version }
about-licence = Licence : MIT ou Apache 2.0, au choix.
about-credits = Polices, icônes et marques
about-fonts = Atkinson Hyperlegible Next et Mono, Bricolage Grotesque : SIL Open Font License 1.1.
about-icons = Icônes Lucide : licence ISC. Glyphes des réseaux : Simple Icons, CC0 ; les marques restent à leurs propriétaires et ne servent qu'à nommer un réseau.

## Kit

kit-title = Composants
kit-light = Clair
kit-dark = Sombre

## Dates

now = à l'instant
ago-now = à l'instant
ago = il y a { $duration }
on-day = le { $date }
unit-day = j
yesterday-at = hier à { $time }
date-at = { $date } à { $time }

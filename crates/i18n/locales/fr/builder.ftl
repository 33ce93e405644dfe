## Query builder

builder-title = Requête
builder-new-title = Nouvelle requête
builder-crumb = Où vous êtes
builder-name = Nom de la requête
builder-name-hint = Ce qui s'affiche en tête de colonne.
builder-board = Tableau de veille
builder-changes = { $n ->
    [one] { $n } modification non enregistrée
   *[other] { $n } modifications non enregistrées
}
builder-versions = Versions
builder-cancel = Annuler
builder-save = Enregistrer
builder-create = Créer la requête
builder-saved = Requête enregistrée.
builder-returned = Version { $n } rétablie.
builder-read-only = Vous pouvez essayer des changements ici ; votre rôle ne permet pas de les enregistrer.
builder-mode = Façon d'écrire
builder-mode-blocks = Blocs
builder-mode-text = Texte
builder-undo = Défaire
builder-redo = Refaire
builder-undone = Requête : { $text }
builder-open = Ouvrir dans l'éditeur de requête
builder-about = Parle de
builder-about-hint = au moins un de ces mots
builder-here = Chez nous
builder-here-hint = au moins un de ces lieux ou comptes
builder-also = Et aussi
builder-also-hint = au moins un de ces mots
builder-without = Écarter
builder-without-hint = si l'un de ces mots apparaît
builder-add = Ajouter
builder-add-to = Ajouter à « { $block } »
builder-add-hint = Un mot, une expression, @compte ou #mot-dièse ; plusieurs séparés par des virgules.
builder-remove = Retirer { $term }
builder-form = { $term } : choisir ce qu'il trouve
builder-form-word = Ce mot seul
builder-form-forms = Toutes ses formes
builder-form-beginning = Tout ce qui commence ainsi
builder-rule-forms = toutes ses formes
builder-rule-beginning = préfixe
builder-rule-exact = écrit exactement ainsi
builder-rule-open = une lettre libre
builder-rule-near = { $n ->
    [0] côte à côte
    [one] à { $n } mot au plus
   *[other] à { $n } mots au plus
}
builder-rule-loose = sans accents ni tirets
builder-rule-nested = expression
builder-filters = Filtres
builder-filter = Filtre
builder-filter-hint = Comme langue:fr, de:@compte, a:image.
builder-networks = { $n } sur { $total_n } réseaux
builder-network = { $network } : entendu
builder-no-reposts = Sans les partages
builder-no-ours = Sans nos comptes
builder-text = Équivalent texte
builder-copy = Copier la requête
builder-copied = Requête copiée.
builder-broken = Les blocs reviennent dès que le texte n'a plus d'erreur.
builder-refresh = Voir l'aperçu
builder-preview = Aperçu sur { $n } jours
builder-took = calculé en { $ms } ms sur { $total } messages archivés
builder-show = Présentation des chiffres
builder-chart = Graphique
builder-table = Tableau
builder-found = { $n ->
    [0] message trouvé
    [one] message trouvé
   *[other] messages trouvés
}
builder-change = par rapport à la version enregistrée
builder-precise = pertinents, sur { $n } jugés
builder-precise-few = { $n ->
    [one] pertinents, sur { $n } jugé : échantillon faible, en réalité entre { $low } et { $high }
   *[other] pertinents, sur { $n } jugés : échantillon faible, en réalité entre { $low } et { $high }
}
builder-precise-none = aucun message jugé
builder-missed = { $n ->
    [one] <b>{ $n } message jugé pertinent n'est plus trouvé.</b> Voyez ce qui l'écarte dans les autres onglets.
   *[other] <b>{ $n } messages jugés pertinents ne sont plus trouvés.</b> Voyez ce qui les écarte dans les autres onglets.
}
builder-rate = nouveaux par heure, en moyenne
builder-legend-now = version en cours
builder-legend-before = version enregistrée
builder-tabs = Messages de l'aperçu
builder-tab-found = Trouvés
builder-tab-rejected = Écartés par SAUF
builder-tab-near = Presque trouvés
builder-varied = Tirage varié, pas seulement les plus récents
builder-why-in = { $block }, { $place }
builder-why-fact = filtre
builder-why-list = l'auteur est dans cette liste
builder-why-account = ce compte à nous est cité
builder-why-source = entendu par cette source
builder-why-query = cette requête le trouve
builder-why-ours = publié par un de nos comptes
builder-why-missing = il manque « { $block } »
builder-why-missing-fact = il manque le filtre { $filter }
builder-why-excluded = écarté par SAUF
builder-judge = Jugement du message de { $name }
builder-relevant = Pertinent
builder-off-topic = Hors sujet
builder-judged-relevant = Jugé pertinent. Revenir sur ce jugement
builder-judged-off = Jugé hors sujet. Revenir sur ce jugement
builder-proposal = { $n ->
    [one] Écarter <b>« { $text } »</b> retirerait { $n } message, jugé pertinent par personne.
   *[other] Écarter <b>« { $text } »</b> retirerait { $n } messages, dont aucun jugé pertinent.
}
builder-proposal-add = Ajouter à SAUF
builder-broad = <b>Environ { $count } messages par heure : personne ne lira tout.</b> Ajoutez un mot ou un lieu pour resserrer. Vous pouvez l'enregistrer telle quelle.
builder-found-none = Rien de ce qui a été entendu ne répond encore à cette requête. Une fois enregistrée, elle écoute.
builder-rejected-none = SAUF n'écarte aucun de ces messages.
builder-near-none = Aucun message n'est trouvé à un bloc près.
builder-nothing-title = Rien à l'horizon
builder-start-title = Par quoi commencer ?
builder-start-text = Écrivez un mot dans « Parle de » : l'aperçu se remplit à mesure.
builder-error-title = Cette requête a une erreur
builder-error-text = L'aperçu revient dès qu'elle est corrigée. La version enregistrée continue d'écouter.
builder-templates = Modèles de requête
builder-template-brand = Ma marque
builder-template-brand-text = Un nom, ses comptes et ses mots-dièse.
builder-template-city = Ma ville
builder-template-city-text = Une commune et ses lieux, sans ses homonymes.
builder-template-subject = Un sujet
builder-template-subject-text = Des mots, là où ils vous concernent.
builder-template-event = Un événement
builder-template-event-text = Un nom, un mot-dièse, un lieu.
builder-template-blank = Page blanche
builder-template-blank-text = Les trois blocs, vides.
builder-template-name = Comment s'appelle-t-elle ?
builder-template-name-hint = Plusieurs façons de l'écrire, séparées par des virgules.
builder-template-tags = Comptes et mots-dièse
builder-template-tags-hint = Comme @compte ou #mot, séparés par des virgules.
builder-template-words = Quels mots en parlent ?
builder-template-words-hint = Séparés par des virgules ; chacun suffit.
builder-template-event-name = Comment s'appelle l'événement ?
builder-template-where = Où ?
builder-template-where-hint = Des lieux ou des comptes, séparés par des virgules ; l'un d'eux doit apparaître.
builder-template-places = Ses lieux et comptes
builder-template-places-hint = Une place, un équipement, @compte ; chacun suffit.
builder-template-not = À ne pas confondre avec
builder-template-not-hint = Des homonymes, des mots d'un autre sujet, séparés par des virgules.
builder-template-do = Voir ce qu'elle trouve
builder-template-other = Autres modèles
versions-title = Versions de « { $name } »
versions-text = Chaque enregistrement reste ici. Revenir à une version en crée une nouvelle : rien n'est perdu.
version-title = Version { $n }
version-now = en cours
version-first = Première version
version-same = Mêmes mots, assemblés autrement
version-renamed = S'appelait « { $name } »
version-vigie = Vigie
version-added = ajouté
version-removed = retiré
version-excluded = dans Écarter
version-return = Revenir à cette version
versions-older = Versions plus anciennes
versions-back = Retour à la requête

## Saved queries

queries-title = Requêtes
queries-intro = Chaque requête enregistrée : ce qu'elle cherche, où elle s'affiche et ce qu'elle apporte.
queries-empty-title = Aucune requête pour l'instant
queries-empty-text = Une requête nourrit une colonne : dites de quoi elle parle, l'aperçu montre ce qu'elle aurait trouvé.
queries-filter = Nom ou mots de la requête
queries-listed = { $n ->
    [one] { $n } requête
   *[other] { $n } requêtes sur { $total }
}
queries-none-title = Aucune requête de ce nom
queries-none-text = Ni un nom ni le texte d'une requête ne contient ces mots.
queries-none-action = Voir toutes les requêtes
queries-too-many = Seules les premières sont affichées. Cherchez un nom pour voir les autres.
queries-col-name = Requête
queries-col-place = Affichée sur
queries-col-changed = Modifiée
queries-col-by = Par
queries-col-count = Messages en 24 h
queries-named-by = aussi dans « { $name } »

## Timeline

timeline-label = { $n ->
    [0] Aucun message
    [one] Un message, { $peak_at }
   *[other] { $n } messages ; au plus { $peak }, { $peak_at }
}
timeline-before-said = { $said }. La version enregistrée en trouve { $count }.
timeline-peak = { $count }, { $peak_at }
timeline-caption-hour = Messages par heure
timeline-caption-day = Messages par jour
timeline-col-hour = Heure
timeline-col-day = Jour
timeline-col-count = Messages
timeline-col-before = Version enregistrée
timeline-today = aujourd'hui
timeline-today-short = auj.

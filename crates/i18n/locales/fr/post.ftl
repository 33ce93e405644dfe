## Post card

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

post-ours = Nous
post-ours-title = Publié par un de vos comptes
post-question = Question
post-lang-title = Écrit dans une autre langue que la vôtre
language = { $code ->
    [ar] arabe
    [br] breton
    [ca] catalan
    [co] corse
    [cs] tchèque
    [da] danois
    [de] allemand
    [el] grec
    [en] anglais
    [es] espagnol
    [eu] basque
    [fa] persan
    [fi] finnois
    [fr] français
    [he] hébreu
    [hi] hindi
    [hu] hongrois
    [id] indonésien
    [it] italien
    [ja] japonais
    [ko] coréen
    [nl] néerlandais
    [no] norvégien
    [oc] occitan
    [pl] polonais
    [pt] portugais
    [ro] roumain
    [ru] russe
    [sv] suédois
    [th] thaï
    [tr] turc
    [uk] ukrainien
    [vi] vietnamien
    [zh] chinois
   *[other] { $code }
}
post-thread = Suite du fil de { $name }
post-why = Pourquoi ?
post-why-title = Pourquoi ce message est ici
post-why-text = dans le texte
post-why-heading = dans le titre
post-why-alt = dans la description d'une image
post-why-card = dans le lien partagé
post-why-filters = Aucun mot à surligner : le message répond aux filtres de la requête.
post-acts = Actions sur le message de { $name }
post-more-acts = Autres actions
post-open-short = Ouvrir
post-copy-link = Copier le lien
post-copied = Lien copié.
post-column-author = Colonne de { $handle }
post-column-tag = Colonne de { $tag }
post-list-add = Ajouter à une liste
post-video-watch = Voir la vidéo sur { $network }
picture-title = Image { $n } sur { $total_n }
picture-by = Image de { $name }
picture-alt-label = Texte alternatif
picture-no-alt = Cette image n'a pas de texte alternatif.
picture-previous = Image précédente
picture-next = Image suivante
picture-zoom-in = Agrandir
picture-zoom-out = Ajuster à la fenêtre
picture-close = Fermer
poll-label = Sondage
poll-votes = { $n ->
    [one] { $n } voix
   *[other] { $n } voix
}
poll-voters = { $n ->
    [one] { $n } personne a voté
   *[other] { $n } personnes ont voté
}
poll-ends = jusqu'à { $time }
poll-ended = terminé
poll-multiple = plusieurs réponses possibles
poll-hidden = Le réseau garde les résultats jusqu'à la fin.
post-alone = Voir ce message seul
post-alone-title = Message de { $name }

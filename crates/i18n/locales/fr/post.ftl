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

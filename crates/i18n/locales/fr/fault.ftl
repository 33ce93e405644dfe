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
error-offline-title = Vigie est hors d'atteinte
error-offline-text = Cet appareil n'arrive pas à joindre le serveur.
error-offline-safe = Si votre connexion est en cause, l'écoute continue sur le serveur : chaque message est enregistré et vous attendra.
error-offline-down = Si le serveur est en cause, ce qu'il manque sera rattrapé à son retour quand le réseau le permet, et montré sinon.
error-offline-next = Cette page se recharge d'elle-même dès que le serveur répond. Ce que vous n'aviez pas envoyé reste dans la page d'avant.
error-retry = Réessayer

field-required = À remplir.
field-too-long = Trop long : { $n } signes au plus.
field-too-short = Trop court : { $n } signes au moins.
field-url-bad = Une adresse commence par https:// ou http://.
too-many-columns = { $n } colonnes au plus : ouvrez un autre tableau.
too-many-sources = { $n } sources au plus : retirez-en une.
field-known = Déjà écouté.
field-unreachable = Cette adresse ne peut pas être écoutée. { $why }
field-space = Sans espace.
field-weak = Trop facile à deviner : choisissez autre chose que votre nom ou celui de l'organisation.
field-refused = Refusé : { $why }.

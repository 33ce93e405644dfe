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

## Help and about

help-home-title = Aide
help-home-intro = Ce que Vigie fait, et comment le lui demander.
help-topic-queries = Le langage des requêtes
help-topic-queries-text = Mots, phrases, opérateurs ET, OU, SAUF, comptes et réseaux : tout ce qu'une colonne sait chercher.
help-topic-keys = Raccourcis clavier
help-topic-keys-text = Lire, mettre en pause et aller d'une colonne à l'autre sans souris.
help-topic-live = Ce qui arrive en direct
help-topic-live-text = Rien ne bouge sous vos yeux : les nouveaux messages attendent derrière une barre quand vous lisez, survolez ou sélectionnez. La touche . les affiche.
help-topic-safe = Ce qui est sauf
help-topic-safe-text = Vigie écoute sur le serveur, même quand cette fenêtre est fermée. Une source muette est rattrapée au retour quand son réseau le permet ; sinon le trou est montré.
help-topic-builder = Construire une requête
help-topic-builder-text = Chaque colonne a sa page de requête, dans son menu ; toutes sont listées sous « Requêtes ». Les blocs et le texte sont la même requête : ce qui ne tient pas dans un bloc y reste tel quel. L'aperçu dit ce qu'elle aurait trouvé en 30 jours ; jugez quelques messages pour savoir si elle vise juste. Touches + et − pour juger, Ctrl S pour enregistrer.
help-topic-archive = Chercher dans l'archive
help-topic-archive-text = La recherche parle le même langage que les colonnes, sur tout ce qui a été entendu. Les cases affinent, la frise choisit une période, et l'adresse de la page se partage : chacun y voit ce que ses droits permettent. « Enregistrer comme requête » emporte les cases et les dates avec le texte.
help-topic-about = À propos de Vigie
help-topic-about-text = Version, licence, polices et icônes.

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

about-title = À propos de Vigie
about-text = Un centre de veille pour les équipes qui parlent au nom d'une organisation. Vos données restent chez vous.
about-version = Version { $version }
about-licence = Licence : MIT ou Apache 2.0, au choix.
about-credits = Polices, icônes et marques
about-fonts = Atkinson Hyperlegible Next et Mono, Bricolage Grotesque : SIL Open Font License 1.1.
about-icons = Icônes Lucide : licence ISC. Glyphes des réseaux : Simple Icons, CC0 ; les marques restent à leurs propriétaires et ne servent qu'à nommer un réseau.

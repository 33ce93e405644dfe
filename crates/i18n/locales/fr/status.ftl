## Status

status-title = État
status-intro = Comment se porte ce serveur, à l'instant où la page a été demandée.
status-well = Tout fonctionne.
status-tasks-bad = { $n ->
    [one] { $n } tâche est arrêtée ou a été relancée.
   *[other] { $n } tâches sont arrêtées ou ont été relancées.
} Rien de ce qui était enregistré n'est perdu.
status-queue-bad = La file d'attente est presque pleine : l'enregistrement prend du retard. Rien n'est perdu.
status-disk-bad = Il reste { $size } sur le disque. Libérez de la place avant que l'enregistrement s'arrête.
status-listening = Écoute
status-rate-1 = messages par seconde, sur 1 min
status-rate-5 = messages par seconde, sur 5 min
status-lag = entre la publication et l'enregistrement
status-lag-none = aucun message encore
status-queue = en attente, sur { $max_n }
status-readers = { $n ->
    [one] page suivie en direct
   *[other] pages suivies en direct
}
status-posts = messages enregistrés depuis le démarrage
status-mentions = messages trouvés par une requête
status-retries = nouveaux essais d'enregistrement
status-tasks = Tâches
status-tasks-caption = Tâches du serveur
status-task = Tâche
status-state = État
status-restarts = Relances
status-panics = Pannes
status-running = en cours
status-stopped = arrêtée
status-ended = finie
status-server = Serveur
status-version = Version
status-since = En marche depuis
status-uptime = Durée de marche
status-database = Base de données
status-migration = schéma { $step }
status-size = Taille des données
status-disk = Place libre sur le disque
status-memory = Mémoire occupée
status-unknown = inconnue
status-sources = Sources
status-sources-caption = Sources par état
status-sources-count = Sources
status-sources-see = Voir les sources
status-archive = Archive
status-archive-posts = Messages que la recherche trouve
status-archive-size = Taille de l'archive
status-archive-of = { $size } sur { $most }
status-archive-oldest = Depuis
status-archive-pending = Changements pas encore pris en compte
status-archive-building = L'archive se construit : { $done } messages sur { $total }. Rien n'est perdu.
status-archive-bad = L'archive ne répond pas ({ $error }). Elle est rouverte d'elle-même, rien n'est perdu. Si cela dure, « vigie archive rebuild » la refait.
status-archive-full = L'archive est pleine : son plus ancien mois, { $month }, en a été retiré { $ago }. Donnez-lui plus de place avec « archive.max_gb ».
status-archive-none = Ce serveur n'archive pas : la recherche est fermée, les colonnes gardent leurs messages.
status-archive-gone = Messages supprimés dont il reste des mots sur le disque
status-archive-purge = Effacer du disque
status-archive-purging = effacement en cours

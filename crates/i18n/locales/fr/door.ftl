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

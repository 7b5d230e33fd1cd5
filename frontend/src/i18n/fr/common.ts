export const common = {
  save: 'Enregistrer',
  update: 'Mettre à jour',
  close: 'Fermer',
  back: 'Retour',
  retry: 'Réessayer',
  more: 'Afficher la suite',
  loading: 'Chargement…',
  optional: 'facultatif',
  show_password: 'Afficher le mot de passe',
  hide_password: 'Masquer le mot de passe',
  problem: {
    title: 'Cela n’a pas fonctionné',
    network:
      'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez. Rien n’est perdu.',
    session_ended: 'Votre session est terminée. Connectez-vous pour continuer.',
    unreadable: 'Une erreur inattendue s’est produite. Réessayez dans un instant.',
    not_found_title: 'Cette page n’existe pas',
    not_found: 'L’adresse est peut-être incomplète, ou ce qu’elle montrait a été retiré.',
    stale_title: 'Quelqu’un d’autre a modifié cette page',
    reload: 'Recharger la version actuelle',
    go_home: 'Revenir à l’accueil',
  },
}

export const history = {
  title: 'Historique',
  lead: 'Ce qui a été soumis, proposé, approuvé ou refusé. Cet historique ne s’efface pas.',
  empty: 'Rien pour l’instant : chaque enregistrement et chaque décision apparaîtront ici.',
  reason: 'Motif : {{reason}}',
  changes: 'Ce que cela change',
  by: {
    host: 'Quelqu’un de l’équipe',
    moderation: 'La modération',
    platform: 'Pupitre',
  },
  edit: {
    waiting: 'Modifications en attente',
    refused: 'Modifications refusées',
  },
  kind: {
    space_created: 'Espace créé',
    space_updated: 'Fiche modifiée',
    space_submitted: 'Espace soumis à la modération',
    space_published: 'Espace mis en ligne',
    space_refused: 'Espace refusé',
    space_edit_proposed: 'Modifications proposées à la modération',
    space_edit_withdrawn: 'Retour à la version publiée',
    space_edit_approved: 'Modifications mises en ligne',
    space_edit_refused: 'Modifications refusées',
  },
}

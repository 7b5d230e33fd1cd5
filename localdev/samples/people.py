"""Who sells and buys in the samples. Nobody is real: their SIRENs have a valid key but begin with 000, which is never
given, and their mail ends in .example."""

from chalicelib.legal.model import LegalEntity, PostalAddress

FABRIQUE = LegalEntity(
    name="La Fabrique de Belleville",
    address=PostalAddress("12 rue Rébeval", "75019", "Paris"),
    email="bonjour@fabrique.example",
    form="SAS",
    capital=1_000_000,
    siren="000100016",
    siret="00010001600013",
    register="RCS Paris",
    vat_number="FR39000100016",
)
ATELIER = LegalEntity(
    name="Maëlle Le Goff, L'Atelier du Quai",
    address=PostalAddress("3 quai de l'Odet", "29000", "Quimper"),
    email="maelle@atelier-du-quai.example",
    form="EI",
    siren="000100024",
    siret="00010002400017",
    register="RNE",
)
PLATFORM = LegalEntity(
    name="Pupitre",
    address=PostalAddress("8 place des Écritoires", "69001", "Lyon"),
    email="factures@pupitre.example",
    form="SAS",
    capital=5_000_000,
    siren="000100032",
    siret="00010003200010",
    register="RCS Lyon",
    vat_number="FR87000100032",
)
TOWN = LegalEntity(
    name="Commune de Saint-Exemple",
    address=PostalAddress("Place de la Mairie", "01990", "Saint-Exemple"),
    email="mairie@saint-exemple.example",
    form="Collectivité territoriale",
    siren="000100040",
    siret="00010004000013",
)
CABINET = LegalEntity(
    name="Cabinet Œuvre & Naïveté",
    address=PostalAddress("27 boulevard de la Liberté", "59800", "Lille", line2="Bâtiment C, 4e étage"),
    email="compta@oeuvre-naivete.example",
    form="SARL",
    siren="000100057",
    siret="00010005700017",
    vat_number="FR65000100057",
)
LONG_NAME = LegalEntity(
    name="Société coopérative d'intérêt collectif des traductrices, relectrices et correctrices indépendantes du "
    "Grand-Est et de la Franche-Comté réunies",
    address=PostalAddress(
        "Zone d'activités économiques de la Croix-Saint-Nicolas, allée des Entrepreneuses",
        "54840",
        "Sexey-les-Bois",
        line2="Pépinière d'entreprises, entrée B, deuxième étage, porte 214",
    ),
    email="administration.generale@traductrices-du-grand-est.example",
    form="SCIC SA à capital variable",
    siren="000100065",
    siret="00010006500010",
    vat_number="FR89000100065",
)
COWORKER = LegalEntity(
    name="Zoé Żółkiewska-Núñez",
    address=PostalAddress("5 impasse des Lilas", "35000", "Rennes"),
    email="zoe@courriel.example",
    is_company=False,
)
BRUSSELS = LegalEntity(
    name="Bureau Sans Frontières",
    address=PostalAddress("Rue du Marché aux Herbes 61", "1000", "Bruxelles", country="BE"),
    email="facturation@bsf.example",
    form="SRL",
    vat_number="BE0123456749",
)

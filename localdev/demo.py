"""What the demo is made of: bodies of the API."""

from typing import Any

WEEK = [[{"opens": "08:30", "closes": "19:00"}]] * 5
OPENING_HOURS = [*WEEK, [{"opens": "10:00", "closes": "17:00"}], []]

HOST = {"name": "Les Ateliers du Canal", "language": "fr"}


def _room(name: str, kind: str, sold_as: str, capacity: int, colour: str, **more: Any) -> dict[str, Any]:
    room = {"name": name, "kind": kind, "sold_as": sold_as, "capacity": capacity, "colour": colour}
    return {**room, "description": "", "tariff": None, "automatic_acceptance": False, **more}


def _tariff(hour: int, half_day: int, day: int, **more: int) -> dict[str, Any]:
    return {"basis": "HT", "hour": hour, "half_day": half_day, "day": day, **more}


PUBLISHED = {
    "name": "L'Atelier du quai de Valmy",
    "description": "Une ancienne imprimerie au bord du canal Saint-Martin : de la lumière, du calme "
    "et un café correct. On vient pour une heure ou pour la semaine.",
    "address": {"line1": "87 quai de Valmy", "line2": "Cour, 1er étage", "postcode": "75010", "city": "Paris"},
    "timezone": "Europe/Paris",
    "amenities": ["wifi", "coffee", "printer", "kitchen", "bike_parking", "natural_light"],
    "opening_hours": OPENING_HOURS,
    "contact_phone": "01 84 00 00 00",
    "access_notes": "Digicode 75A10, puis la porte verte au fond de la cour. Premier étage, sans ascenseur.",
    "house_rules": "Les appels se prennent en cabine ou dans une salle fermée.\n"
    "La cuisine est à tous : chacun y lave sa tasse.",
    "location": {"latitude": 48.8722, "longitude": 2.3652},
    "rooms": [
        _room(
            "La Grande Verrière",
            "open_space",
            "seat",
            12,
            "#2f7d6b",
            description="Douze places sous la verrière, une prise et une lampe à chacune.",
            tariff=_tariff(400, 1400, 2400, week=9000, month=26000),
            answer_delay_hours=24,
            surface=70,
            equipment=["monitor", "ethernet", "natural_light", "lockable_storage"],
        ),
        _room(
            "Salle Gutenberg",
            "meeting_room",
            "whole",
            8,
            "#3b6fb6",
            description="Huit personnes, un écran, un tableau blanc. Réservation confirmée tout de suite.",
            tariff=_tariff(2500, 8000, 14000),
            automatic_acceptance=True,
            surface=24,
            equipment=["screen", "videoconference", "whiteboard", "speakerphone"],
            rules={"shortest_minutes": 30, "longest_minutes": 600, "horizon_days": 60, "buffer_minutes": 15},
            cancellation=[{"hours": 72, "kept": 50}, {"hours": 24, "kept": 100}],
        ),
        _room(
            "Cabine",
            "phone_booth",
            "whole",
            1,
            "#b65f3b",
            description="Pour un appel. Offerte, premier arrivé premier servi.",
            surface=2,
            equipment=["soundproof"],
            rules={"longest_minutes": 120, "horizon_days": 7},
            automatic_acceptance=True,
        ),
    ],
}

DRAFT = {
    "name": "La Remise",
    "description": "Un atelier en préparation, à terminer puis à soumettre.",
    "address": {"line1": "12 rue de Marseille", "postcode": "75010", "city": "Paris"},
    "timezone": "Europe/Paris",
    "amenities": ["wifi"],
    "opening_hours": OPENING_HOURS,
    "rooms": [_room("Bureau fermé", "closed_office", "whole", 4, "#7a4fb0", tariff=_tariff(1500, 5000, 9000))],
}


def _settings(name: str, siren: str, siret: str, vat_number: str, since: str, **more: Any) -> dict[str, Any]:
    return {
        "entity": {
            "name": name,
            "form": "SAS",
            "capital": 1_000_000,
            "siren": siren,
            "siret": siret,
            "registry": "RCS Paris",
            "vat_number": vat_number,
            "email": "comptabilite@demo.pupitre.example",
            "address": {"line1": "87 quai de Valmy", "postcode": "75010", "city": "Paris"},
        },
        "regimes": [{"since": since, "regime": "normal"}],
        "footer": "",
        "payment_days": 30,
        **more,
    }


def host_settings(since: str) -> dict[str, Any]:
    """A company that sells each booking by itself from the day `since` on."""
    modes = [{"since": since, "mode": "per_booking"}]
    return _settings("Les Ateliers du Canal", "732829320", "73282932000074", "FR44732829320", since, modes=modes)


def platform_settings(since: str) -> dict[str, Any]:
    """The demo's own platform; it takes ten per cent."""
    rates = [{"since": since, "rate": 1000}]
    return _settings("Pupitre Démo", "404833048", "40483304800014", "FR83404833048", since, commissions=rates)

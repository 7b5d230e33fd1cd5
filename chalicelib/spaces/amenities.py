"""What a space offers to everybody in it, and what stands in a room of it."""

from enum import StrEnum


class Amenity(StrEnum):
    WIFI = "wifi"
    SCREEN = "screen"
    VIDEOCONFERENCE = "videoconference"
    WHITEBOARD = "whiteboard"
    PRINTER = "printer"
    COFFEE = "coffee"
    KITCHEN = "kitchen"
    PARKING = "parking"
    BIKE_PARKING = "bike_parking"
    SHOWER = "shower"
    LOCKERS = "lockers"
    OUTDOOR = "outdoor"
    ACCESSIBLE = "accessible"
    AIR_CONDITIONING = "air_conditioning"
    PETS = "pets"
    NATURAL_LIGHT = "natural_light"


class Equipment(StrEnum):
    """What stands in a room; `Amenity` is what the space offers to everybody in it."""

    SCREEN = "screen"
    PROJECTOR = "projector"
    VIDEOCONFERENCE = "videoconference"
    SPEAKERPHONE = "speakerphone"
    SOUND_SYSTEM = "sound_system"
    MICROPHONE = "microphone"
    WHITEBOARD = "whiteboard"
    FLIPCHART = "flipchart"
    MONITOR = "monitor"
    STANDING_DESK = "standing_desk"
    LOCKABLE_STORAGE = "lockable_storage"
    ETHERNET = "ethernet"
    SINK = "sink"
    AIR_CONDITIONING = "air_conditioning"
    NATURAL_LIGHT = "natural_light"
    BLACKOUT = "blackout"
    SOUNDPROOF = "soundproof"
    ACCESSIBLE = "accessible"

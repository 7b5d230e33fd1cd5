"""Refusals about pictures: those of a call, and those that the worker keeps as the reason of a picture."""

from chalicelib.core.errors import Kind, Language, Refusal


class TooManyImages(Refusal):
    code, kind = "too_many_images", Kind.CONFLICT
    fr = "Un espace a au plus {most} photos. Supprimez-en une d'abord."
    en = "A space has at most {most} photos. Delete one first."


class TooManyUploads(Refusal):
    code, kind = "too_many_uploads", Kind.TOO_MANY
    fr = "Trop de photos envoyées aujourd'hui pour cet espace. Réessayez demain."
    en = "Too many photos sent today for this space. Try again tomorrow."


class UnfitPicture(Refusal):
    """Base of what the worker says of a file. Nobody's call is answered with it: it is told with the picture."""

    code, kind = "picture_unfit", Kind.INVALID
    fr, en = "Ce fichier ne peut pas servir de photo.", "This file cannot be used as a photo."


class PictureEmpty(UnfitPicture):
    code = "picture_empty"
    fr, en = "Ce fichier est vide.", "This file is empty."


class PictureTooHeavy(UnfitPicture):
    code = "picture_too_heavy"
    fr, en = "Ce fichier dépasse 10 Mo.", "This file is larger than 10 MB."


class PictureOfWrongKind(UnfitPicture):
    code = "picture_of_wrong_kind"
    fr = "Ce fichier n'est pas une image JPEG, PNG ou WebP, quel que soit son nom."
    en = "This file is not a JPEG, PNG or WebP picture, whatever its name."


class PictureTooLarge(UnfitPicture):
    code = "picture_too_large"
    fr = "Cette image a trop de pixels : 50 mégapixels au plus, 20 000 pixels de côté."
    en = "This picture has too many pixels: 50 megapixels at most, 20,000 pixels a side."


class PictureAnimated(UnfitPicture):
    code = "picture_animated"
    fr = "Les images animées ne sont pas acceptées. Envoyez une image fixe."
    en = "Animated pictures are not accepted. Send a still one."


class PictureDamaged(UnfitPicture):
    code = "picture_damaged"
    fr = "Cette image est abîmée ou incomplète. Ouvrez-la, enregistrez-la à nouveau, puis réessayez."
    en = "This picture is damaged or incomplete. Open it, save it again, then retry."


REASONS = {
    reason.code: reason
    for reason in (
        PictureEmpty, PictureTooHeavy, PictureOfWrongKind, PictureTooLarge, PictureAnimated, PictureDamaged,
    )
}  # fmt: skip


def words_of(reason: str, language: Language) -> str:
    """ "" for no reason. A code of another version gets the words that always hold."""
    return REASONS.get(reason, PictureDamaged)().words(language) if reason else ""

"""Pictures as answers."""

from chalicelib.core.errors import Language
from chalicelib.images import schemas
from chalicelib.images.errors import words_of
from chalicelib.images.model import MOST_IMAGES, Image, ImageState, picture_urls
from chalicelib.images.upload import Upload


def upload_view(begun: Upload) -> schemas.UploadView:
    return schemas.UploadView(
        image_id=begun.image.id,
        url=begun.form.url,
        fields=dict(begun.form.fields),
        expires_at=begun.image.expires_at,
    )


def image_list(images: list[Image], language: Language) -> schemas.ImageList:
    return schemas.ImageList(items=[image_view(image, language) for image in images], most=MOST_IMAGES)


def image_view(image: Image, language: Language) -> schemas.ImageView:
    ready = image.state is ImageState.READY
    return schemas.ImageView(
        image_id=image.id,
        state=image.state,
        reason=image.reason or None,
        detail=words_of(image.reason, language) or None,
        width=image.width if ready else None,
        height=image.height if ready else None,
        urls=urls_view(image.id) if ready else None,
        created_at=image.created_at,
        expires_at=image.expires_at,
    )


def urls_view(image_id: str) -> schemas.PictureUrls:
    return schemas.PictureUrls(**{size.value: path for size, path in picture_urls(image_id).items()})

import type { SpacePicture } from '@/api/shapes'

interface Props {
  picture: SpacePicture
  /** How wide it is shown, as in `sizes` of an image. */
  sizes: string
  lazy?: boolean
}

/** A photo of a space in the size that its place on the page asks for. */
export function Picture({ picture, sizes, lazy }: Props) {
  const { small, medium, large, alt } = picture
  return (
    <img
      src={medium}
      // Of the long side: an upright photo is narrower, and then a size larger than needed.
      srcSet={`${small} 480w, ${medium} 1200w, ${large} 2000w`}
      sizes={sizes}
      alt={alt}
      loading={lazy ? 'lazy' : undefined}
    />
  )
}

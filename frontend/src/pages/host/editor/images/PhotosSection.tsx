import { IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Space } from '@/api/shapes'
import { Empty } from '@/ui/Empty'
import { Section } from '@/ui/Section'
import type { SpaceFormApi } from '../spaceForm'
import { ImagesSection } from './ImagesSection'
import { pictureErrors, withoutPictureErrors } from './pictures'

interface Props {
  form: SpaceFormApi
  hostId: string
  saved: Space | undefined
  onComing: (count: number) => void
}

/** The photos in the editor's form. They are sent to a space that exists: a new one is saved first. */
export function PhotosSection({ form, hostId, saved, onComing }: Props) {
  const { t } = useTranslation()
  if (!saved)
    return (
      <Section id="photos" title={t('images.title')}>
        <Empty icon={<IconPhoto size={28} />}>{t('images.once_saved')}</Empty>
      </Section>
    )
  return (
    <ImagesSection
      hostId={hostId}
      spaceId={saved.id}
      version={saved.version}
      value={form.values.pictures}
      errors={pictureErrors(form.errors)}
      onComing={onComing}
      onChange={(pictures) => {
        form.setFieldValue('pictures', pictures)
        form.setErrors(withoutPictureErrors)
      }}
    />
  )
}

import { Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowsExchange, IconPencil, IconPhotoMinus, IconPhotoPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PendingEdit, Space } from '@/api/shapes'
import { SENSITIVE, type SensitiveField } from '@/pages/host/useFieldList'
import { Picture } from '@/pages/space/Picture'
import { Section } from '@/ui/Section'
import { Status, type Tone } from '@/ui/Status'
import {
  type ComparedPicture,
  comparedPictures,
  difference,
  type Part,
  type PictureChange,
} from './difference'
import classes from './EditComparison.module.css'

type Values = Pick<Space, 'name' | 'description' | 'address' | 'location' | 'pictures'>

const size = 16

const LOOKS: Record<Exclude<PictureChange, 'same'>, [Tone, ReactNode]> = {
  removed: ['bad', <IconPhotoMinus key="i" size={size} />],
  added: ['good', <IconPhotoPlus key="i" size={size} />],
  moved: ['quiet', <IconArrowsExchange key="i" size={size} />],
  reworded: ['waiting', <IconPencil key="i" size={size} />],
}

const TEXTS: Record<Exclude<SensitiveField, 'pictures'>, (values: Values) => string> = {
  name: ({ name }) => name,
  description: ({ description }) => description,
  address: ({ address: { line1, line2 = '', postcode, city } }) =>
    [line1, line2, `${postcode} ${city}`].filter(Boolean).join('\n'),
  location: ({ location }) => (location ? `${location.latitude}, ${location.longitude}` : ''),
}

/** What is published beside what its host proposes, field by field. */
export function EditComparison({ proposed, edit }: { proposed: Space; edit: PendingEdit }) {
  const { t } = useTranslation()
  return (
    <Section title={t('moderation.compare')} lead={t('moderation.compare_lead')}>
      <Stack gap="xl">
        {SENSITIVE.filter((field) => edit.fields.includes(field)).map((field) =>
          field === 'pictures' ? (
            <Pictures key={field} published={edit.published} proposed={proposed} />
          ) : (
            <TextField
              key={field}
              field={field}
              before={TEXTS[field](edit.published)}
              after={TEXTS[field](proposed)}
            />
          ),
        )}
      </Stack>
    </Section>
  )
}

function Sides({
  field,
  before,
  after,
}: {
  field: SensitiveField
  before: ReactNode
  after: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div>
      <Title order={3} size="h4" mb="xs">
        {t(`moderation.field.${field}`)}
      </Title>
      <div className={classes.sides}>
        <div className={classes.side}>
          <Text size="sm" c="dimmed" mb={4}>
            {t('moderation.online')}
          </Text>
          {before}
        </div>
        <div className={classes.side}>
          <Text size="sm" c="dimmed" mb={4}>
            {t('moderation.proposed')}
          </Text>
          {after}
        </div>
      </div>
    </div>
  )
}

interface TextProps {
  field: SensitiveField
  before: string
  after: string
}

function TextField({ field, before, after }: TextProps) {
  const parts = difference(before, after)
  return (
    <Sides
      field={field}
      before={<Marked parts={parts.before} as="del" />}
      after={<Marked parts={parts.after} as="ins" />}
    />
  )
}

/** A removed word is struck out, an added one underlined: colour alone tells nobody. */
function Marked({ parts, as: Mark }: { parts: readonly Part[]; as: 'del' | 'ins' }) {
  const { t } = useTranslation()
  if (parts.length === 0) return <Text c="dimmed">{t('journal.nothing')}</Text>
  let at = 0
  return (
    <Text className={classes.text}>
      {parts.map(({ text, same }) => {
        at += text.length
        return same ? <span key={at}>{text}</span> : <Mark key={at}>{text}</Mark>
      })}
    </Text>
  )
}

function Pictures({ published, proposed }: { published: Values; proposed: Values }) {
  const compared = comparedPictures(published.pictures, proposed.pictures)
  return (
    <Sides
      field="pictures"
      before={<Photos compared={compared.before} />}
      after={<Photos compared={compared.after} />}
    />
  )
}

function Photos({ compared }: { compared: readonly ComparedPicture[] }) {
  const { t } = useTranslation()
  if (compared.length === 0) return <Text c="dimmed">{t('moderation.no_photo')}</Text>
  return (
    <ul className={classes.photos}>
      {compared.map(({ picture, change }, index) => (
        <li key={picture.image_id} data-change={change}>
          <Stack gap={4}>
            <Picture picture={picture} sizes="12rem" lazy />
            <Group gap={4}>
              <Text size="sm" c="dimmed">
                {t('moderation.photo', { place: index + 1 })}
              </Text>
              {change !== 'same' && (
                <Status tone={LOOKS[change][0]} icon={LOOKS[change][1]}>
                  {t(`moderation.photo_change.${change}`)}
                </Status>
              )}
            </Group>
            {picture.caption && <Text size="sm">{picture.caption}</Text>}
            {picture.alt && (
              <Text size="sm" c="dimmed">
                {t('moderation.photo_alt', { alt: picture.alt })}
              </Text>
            )}
          </Stack>
        </li>
      ))}
    </ul>
  )
}

import { Button, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceTrail as Trail } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { euros, percent } from '@/money/money'
import { Loading } from '@/ui/Loading'
import { ProblemAlert } from '@/ui/ProblemAlert'
import { Section } from '@/ui/Section'
import classes from './PriceTrail.module.css'
import { TrailComparison } from './TrailComparison'
import { TrailTerms } from './TrailTerms'
import { TypedPrice } from './TypedPrice'

interface Props {
  query: UseQueryOptions<Trail>
}

/** « Where does this price come from? »: read when somebody asks. */
export function PriceTrail({ query }: Props) {
  const { t } = useTranslation()
  const [opened, { toggle }] = useDisclosure(false)
  const panel = useId()
  return (
    <Section title={t('trail.title')} lead={t('trail.lead')}>
      <Button variant="default" aria-expanded={opened} aria-controls={panel} onClick={toggle}>
        {t(opened ? 'trail.hide' : 'trail.show')}
      </Button>
      <div id={panel}>{opened && <Path query={query} />}</div>
    </Section>
  )
}

function Path({ query }: Props) {
  const trail = useQuery(query)
  if (trail.isPending) return <Loading rows={3} />
  if (!trail.data) return <ProblemAlert error={trail.error} onRetry={() => trail.refetch()} />
  return (
    <ol className={classes.path}>
      <li>
        <TypedPrice trail={trail.data} />
      </li>
      <li>
        <Steps trail={trail.data} />
      </li>
      <li>
        <TrailComparison trail={trail.data} />
      </li>
      <li>
        <TrailTerms trail={trail.data} />
      </li>
    </ol>
  )
}

function Steps({ trail }: { trail: Trail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { price, sale, steps } = trail
  const money = (cents: number) => euros(cents, language)
  const words = {
    rate: percent(price.vat_rate, language),
    amount: money(price.total.rounding),
    ht: money(price.total.ht),
    vat: money(price.total.vat),
    ttc: money(price.total.ttc),
  }
  return (
    <Stack gap="xs">
      <h3 className={classes.title}>{t('trail.step.title')}</h3>
      {steps.map((step) => (
        <Text key={step}>
          {step === 'no_vat' && sale?.exemption
            ? t(`trail.step.no_vat_${sale.exemption}`)
            : t(`trail.step.${step}`, words)}
        </Text>
      ))}
      <p className={classes.sum}>
        {t(price.total.rounding ? 'trail.step.sum_rounded' : 'trail.step.sum', words)}
      </p>
    </Stack>
  )
}

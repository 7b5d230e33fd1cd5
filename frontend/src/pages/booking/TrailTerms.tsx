import { Button, Code, CopyButton, Group } from '@mantine/core'
import { IconCheck, IconClock, IconCopy, IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PriceTrail } from '@/api/shapes'
import { useLanguage } from '@/i18n/useLanguage'
import { percent } from '@/money/money'
import { Status } from '@/ui/Status'
import classes from './PriceTrail.module.css'
import { shortHash } from './trail'

interface Props {
  trail: PriceTrail
}

/** The texts and rules that a sale was made under, and the proof that its price has not changed since. */
export function TrailTerms({ trail }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { sale, rule, sha256, sealed } = trail
  const version = (text: string) =>
    text ? t('trail.terms.version', { version: text }) : t('trail.terms.none')
  return (
    <>
      <h3 className={classes.title}>{t('trail.terms.title')}</h3>
      <dl className={classes.facts}>
        {sale && (
          <>
            <Fact name={t('trail.terms.seller')}>{t(`trail.terms.seller_${sale.seller}`)}</Fact>
            <Fact name={t('trail.terms.regime')}>{t(`trail.terms.regimes.${sale.regime}`)}</Fact>
            {sale.commission_rate !== null && (
              <Fact name={t('trail.terms.commission')}>
                {percent(sale.commission_rate, language)}
              </Fact>
            )}
            {sale.mandate !== null && (
              <Fact name={t('trail.terms.mandate')}>{version(sale.mandate)}</Fact>
            )}
            <Fact name={t('trail.terms.terms')}>{version(sale.terms)}</Fact>
            <Fact name={t('trail.terms.vat_rule')}>{sale.vat_rule}</Fact>
          </>
        )}
        <Fact name={t('trail.terms.rule')}>{rule}</Fact>
        <Fact name={t('trail.terms.hash')}>
          <Group gap="xs">
            <Code>{shortHash(sha256)}</Code>
            <CopyHash sha256={sha256} />
          </Group>
        </Fact>
        <Fact name={t('trail.terms.seal')}>
          <Status
            tone={sealed ? 'good' : 'quiet'}
            icon={sealed ? <IconLock size={16} /> : <IconClock size={16} />}
          >
            {t(sealed ? 'trail.terms.sealed' : 'trail.terms.not_sealed')}
          </Status>
        </Fact>
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function CopyHash({ sha256 }: { sha256: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={sha256}>
      {({ copied, copy }) => (
        <Button
          size="sm"
          variant="subtle"
          onClick={copy}
          leftSection={
            copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
        >
          {t(copied ? 'trail.terms.copied' : 'trail.terms.copy')}
        </Button>
      )}
    </CopyButton>
  )
}

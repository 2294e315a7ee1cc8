import type { Organisation } from '../../../institution/organisation.ts'
import { paths } from '../../../paths.ts'
import { ButtonLink } from '../../../ui/form/button.tsx'
import type { Frame } from '../../../ui/frame.ts'
import { Layout } from '../../../ui/layout/layout.tsx'
import { Breadcrumbs } from '../../../ui/list/navigation.tsx'
import { Notice } from '../../../ui/text/notice.tsx'
import { PageTitle } from '../../../ui/text/text.tsx'
import { MomentText } from '../../../ui/time.tsx'
import { languages, type Words, wordsFor } from '../../../words.ts'
import type { NewJoinCode } from '../make-code.ts'
import { QrCode } from './qr-code.tsx'

/** The sheet for a classroom's wall: the square, the address beside it, and what to do, in each language. */
export function WallPage({
  frame,
  organisation,
  made,
  publicUrl,
}: {
  frame: Frame
  organisation: Organisation
  made: NewJoinCode
  publicUrl: string
}) {
  const { t } = frame
  const { organisationId, name } = organisation
  const inBoth = [t, ...languages.filter((language) => language !== t.language).map(wordsFor)]
  const title = t('cohort.wallTitle', { cohort: made.cohort })
  const address = `${publicUrl}${paths.joinWith(made.code)}`
  return (
    <Layout
      frame={frame}
      title={title}
      before={
        <Breadcrumbs
          t={t}
          crumbs={[
            { href: paths.organisation(organisationId), label: name },
            { href: paths.cohorts(organisationId), label: t('cohort.title') },
            { label: title },
          ]}
        />
      }
    >
      <PageTitle kicker={name}>{title}</PageTitle>
      <div class="wall__note">
        <Notice t={t} kind="warning">
          <p>{t('cohort.wallOnce')}</p>
        </Notice>
      </div>
      <section class="wall">
        <QrCode text={address} label={t('cohort.qrLabel')} />
        <div class="wall__how">
          {inBoth.map((words) => (
            <How t={words} name={name} address={address} />
          ))}
        </div>
        <div class="wall__code">
          {inBoth.map((words) => (
            <p lang={words.language}>{words('cohort.wallOr', { address: `${publicUrl}${paths.join()}` })}</p>
          ))}
          <p class="slip__code">{made.code}</p>
        </div>
        <p class="wall__until">
          {t('cohort.wallUntil')} <MomentText t={t} value={made.expiresAt} />
        </p>
      </section>
      <p>
        <ButtonLink look="secondary" href={paths.cohorts(organisationId)}>
          {t('cohort.print')}
        </ButtonLink>
      </p>
    </Layout>
  )
}

function How({ t, name, address }: { t: Words; name: string; address: string }) {
  return (
    <ol lang={t.language}>
      <li>
        {t('cohort.wallStep1')} <span class="wall__address">{address}</span>
      </li>
      <li>{t('cohort.wallStep2')}</li>
      <li>{t('cohort.wallStep3', { name })}</li>
    </ol>
  )
}

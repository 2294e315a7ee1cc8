import { paths } from '../../paths.ts'
import { Actions, ButtonLink } from '../../ui/form/button.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { MarksMeaning } from './marks-meaning.tsx'
import { PageTitle } from '../../ui/text/text.tsx'

export function WelcomePage({ frame }: { frame: Frame }) {
  const { t } = frame
  return (
    <Layout frame={frame} title={t('home.welcomeTitle')} wide>
      <PageTitle lede={t('home.welcomeLede')}>{t('home.welcomeTitle')}</PageTitle>
      <Actions>
        <ButtonLink href={paths.signUp()}>{t('home.welcomeCreate')}</ButtonLink>
        <ButtonLink look="secondary" href={paths.signIn()}>
          {t('home.welcomeSignIn')}
        </ButtonLink>
      </Actions>
      <div class="thirds">
        {(['Keep', 'Make', 'Share'] as const).map((act) => (
          <section>
            <h2>{t(`home.welcome${act}Title`)}</h2>
            <p>{t(`home.welcome${act}`)}</p>
          </section>
        ))}
      </div>
      <div class="pair">
        <section>
          <h2>{t('home.about_marksTitle')}</h2>
          <MarksMeaning t={t} />
        </section>
        <section>
          <h2>{t('home.welcomeVerifyTitle')}</h2>
          <p>{t('home.welcomeVerify')}</p>
          <p>
            <a href={paths.verify()}>{t('home.checkSomething')}</a>
          </p>
          <p>
            <a href={paths.qualifications()}>{t('qualification.lookUp')}</a>
          </p>
        </section>
      </div>
    </Layout>
  )
}

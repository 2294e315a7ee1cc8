import type { ToldEvent } from '../../audit/activity.ts'
import { whatHappened, who } from '../../audit/in-words.ts'
import { paths } from '../../paths.ts'
import type { ShareLine } from '../../sharing/share.ts'
import { fullDate } from '../../ui/date.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { LinkList, TaskList } from '../../ui/list/lists.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'

export interface Held {
  readonly results: number
  readonly items: number
  readonly pages: number
}

export function HomePage(props: {
  frame: Frame
  name: string
  readerId: string
  held: Held
  isPublished: boolean
  hasShared: boolean
  live: readonly ShareLine[]
  looks: readonly ToldEvent[]
}) {
  const { frame, name, held, hasShared } = props
  const { t } = frame
  return (
    <Layout frame={frame} title={t('home.greeting', { name })}>
      <PageTitle lede={t('home.greetingLede')}>{t('home.greeting', { name })}</PageTitle>
      {!hasShared && <FirstSteps {...props} />}
      <section>
        <h2>{t('home.heldTitle')}</h2>
        <LinkList
          items={[
            { href: paths.record(), title: t('home.heldResults', { count: held.results }) },
            { href: paths.portfolio(), title: t('home.heldItems', { count: held.items }) },
            { href: paths.pages(), title: t('home.heldPages', { count: held.pages }) },
          ]}
        />
      </section>
      <WhoSaw {...props} />
      <section>
        <h2>{t('home.stopTitle')}</h2>
        {props.live.length === 0 && <p>{t('home.stopNothing')}</p>}
        {props.live.map((share) => (
          <Live frame={frame} share={share} />
        ))}
      </section>
    </Layout>
  )
}

function FirstSteps({ frame, held, isPublished }: { frame: Frame; held: Held; isPublished: boolean }) {
  const { t } = frame
  return (
    <section>
      <h2>{t('home.firstStepsTitle')}</h2>
      <TaskList
        tasks={[
          { ...step(t, 'Claim', held.results > 0), href: paths.claim() },
          { ...step(t, 'Item', held.items > 0), href: paths.itemNew('entry') },
          { ...step(t, 'Page', isPublished), href: held.pages > 0 ? paths.pages() : paths.pageNew() },
          { ...step(t, 'Share', false), href: paths.pages() },
        ]}
      />
    </section>
  )
}

function step(t: Words, name: 'Claim' | 'Item' | 'Page' | 'Share', done: boolean) {
  return {
    title: t(`home.first${name}`),
    hint: t(`home.first${name}Hint`),
    state: done
      ? { text: t('home.stepDone'), kind: 'good' as const }
      : { text: t('home.stepToDo'), kind: 'plain' as const },
  }
}

function WhoSaw({ frame, looks, readerId }: { frame: Frame; looks: readonly ToldEvent[]; readerId: string }) {
  const { t } = frame
  return (
    <section>
      <h2>{t('home.seenTitle')}</h2>
      {looks.length === 0 ? (
        <p>{t('home.seenNobody')}</p>
      ) : (
        <ul>
          {looks.map((look) => (
            <li>
              {who(t, look, readerId)}: {whatHappened(t, look)}, <MomentText t={t} value={look.at} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={paths.accountActivity()}>{t('home.seenAll')}</a>
      </p>
    </section>
  )
}

function Live({ frame, share }: { frame: Frame; share: ShareLine }) {
  const { t } = frame
  const { recipient, endsAt } = share
  return (
    <Form frame={frame} action={paths.shareEnd(share.id)} class="stop-share">
      <p>
        <a href={paths.share(share.id)}>{share.pageTitle}</a>
        {': '}
        {t('home.stopUntil', { recipient, date: fullDate(t.language, endsAt) })}
      </p>
      <Button look="danger" label={t('home.stopButtonLabel', { recipient })}>
        {t('home.stopButton')}
      </Button>
    </Form>
  )
}

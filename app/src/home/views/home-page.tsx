import type { ToldEvent } from '../../audit/activity.ts'
import { grouped } from '../../audit/grouped.ts'
import { paths } from '../../paths.ts'
import type { ShareLine } from '../../sharing/share.ts'
import { shareTitle } from '../../sharing/share-title.ts'
import { fullDate } from '../../ui/date.ts'
import { Button } from '../../ui/form/button.tsx'
import { Form } from '../../ui/form/form.tsx'
import type { Frame } from '../../ui/frame.ts'
import { Layout } from '../../ui/layout/layout.tsx'
import { TaskList } from '../../ui/list/lists.tsx'
import { PageTitle } from '../../ui/text/text.tsx'
import { MomentText } from '../../ui/time.tsx'
import type { Words } from '../../words.ts'

const looksShown = 5

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
    <Layout frame={frame} title={t('home.greeting', { name })} wide>
      <PageTitle lede={t('home.greetingLede')}>{t('home.greeting', { name })}</PageTitle>
      {!hasShared && <FirstSteps {...props} />}
      <section>
        <h2>{t('home.heldTitle')}</h2>
        <ul class="held">
          <HeldLine href={paths.record()} text={t('home.heldResults', { count: held.results })} />
          <HeldLine href={paths.portfolio()} text={t('home.heldItems', { count: held.items })} />
          <HeldLine href={paths.pages()} text={t('home.heldPages', { count: held.pages })} />
        </ul>
      </section>
      <div class="pair">
        <WhoSaw {...props} />
        <section>
          <h2>{t('home.stopTitle')}</h2>
          {props.live.length === 0 ? (
            <p>{t('home.stopNothing')}</p>
          ) : (
            <ul class="home-list">
              {props.live.map((share) => (
                <li>
                  <Live frame={frame} share={share} />
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
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
        <ul class="home-list">
          {grouped(t, looks, readerId)
            .slice(0, looksShown)
            .map(({ event, what, who, count }) => (
              <li>
                <p>
                  {who}
                  {count > 1 && <span class="repeated">{t('audit.times', { count })}</span>}
                </p>
                <p class="home-list__note">
                  {what}, <MomentText t={t} value={event.at} />
                </p>
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
      <div>
        <p>
          <a href={paths.share(share.id)}>{shareTitle(t, share)}</a>
        </p>
        <p class="home-list__note">
          {t('home.stopUntil', { recipient, date: fullDate(t.language, endsAt) })}
        </p>
      </div>
      <Button look="danger" label={t('home.stopButtonLabel', { recipient })}>
        {t('home.stopButton')}
      </Button>
    </Form>
  )
}

/** The figure stands large above its word; where there is none yet, the words say so. */
function HeldLine({ href, text }: { href: string; text: string }) {
  const [, figure, words] = /^(\d+)\s+(.*)$/.exec(text) ?? [undefined, undefined, text]
  return (
    <li class="held__item">
      <a href={href}>
        {figure && <span class="held__figure">{figure}</span>} <span>{words}</span>
      </a>
    </li>
  )
}

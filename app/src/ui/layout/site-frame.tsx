import type { Frame } from '../frame.ts'
import { paths } from '../../paths.ts'
import { csrfField } from '../form/form.tsx'
import { languages } from '../../words.ts'

const languageNames = { en: 'English', cy: 'Cymraeg' } as const

/** A closed book with its ribbon. */
function BookMark() {
  return (
    <svg class="brand__mark" viewBox="0 0 28 32" width="28" height="32" aria-hidden="true" focusable="false">
      <path class="brand__cover" d="M4 3.5C4 2.1 5.1 1 6.5 1H26v26H7" />
      <path d="M26 27H6.5a2.25 2.25 0 0 1 0-4.5H26" />
      <path d="M4 3.5v22" />
      <path class="brand__ribbon" d="M17 1h4.5v12.5l-2.25-2.3L17 13.5z" />
    </svg>
  )
}

function Brand({ frame }: { frame: Frame }) {
  return (
    <a class="brand" href={paths.home()}>
      <BookMark />
      <span class="brand__name">{frame.t('common.product')}</span>
    </a>
  )
}

export function SiteHeader({ frame }: { frame: Frame }) {
  const { t } = frame
  return (
    <header class="site-header">
      <div class="site-header__inner">
        <Brand frame={frame} />
        {frame.areas.length > 0 && (
          <nav class="places" aria-label={t('common.places')}>
            <ul>
              {frame.areas.map((area) => (
                <li>
                  <a href={area.href} aria-current={area.current ? 'page' : undefined}>
                    {area.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div class="site-header__end">
          <LanguageSwitch frame={frame} />
          {frame.signedInAs ? (
            <AccountMenu frame={frame} {...frame.signedInAs} />
          ) : (
            <SignedOutLinks frame={frame} />
          )}
        </div>
      </div>
    </header>
  )
}

/** Above a shared page: whose product this is, and the language; nothing to wander off to. */
export function BareHeader({ frame }: { frame: Frame }) {
  return (
    <header class="site-header site-header--bare">
      <div class="site-header__inner">
        <Brand frame={frame} />
        <div class="site-header__end">
          <LanguageSwitch frame={frame} />
        </div>
      </div>
    </header>
  )
}

function AccountMenu({ frame, name, initials }: { frame: Frame; name: string; initials: string }) {
  const { t } = frame
  return (
    <details class="account" data-menu="">
      <summary class="account__summary">
        <span class="visually-hidden">{t('common.accountOf')} </span>
        <span class="account__name">{name}</span>
        <span class="account__initials" aria-hidden="true">
          {initials}
        </span>
      </summary>
      <div class="account__menu">
        <ul>
          {frame.accountLinks.map((link) => (
            <li>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
        <form method="post" action={paths.signOut()}>
          <input type="hidden" name={csrfField} value={frame.csrf} />
          <button class="account__sign-out" type="submit">
            {t('common.signOut')}
          </button>
        </form>
      </div>
    </details>
  )
}

/** Signed out, the account's links stand in the open: one to sign in, unless the frame has others. */
function SignedOutLinks({ frame }: { frame: Frame }) {
  const links =
    frame.accountLinks.length > 0
      ? frame.accountLinks
      : [{ href: paths.signIn(), label: frame.t('common.signIn') }]
  return (
    <ul class="account-links">
      {links.map((link) => (
        <li>
          <a href={link.href}>{link.label}</a>
        </li>
      ))}
    </ul>
  )
}

function LanguageSwitch({ frame }: { frame: Frame }) {
  const others = languages.filter((language) => language !== frame.t.language)
  return (
    <form method="post" action={paths.language()}>
      <input type="hidden" name={csrfField} value={frame.csrf} />
      <input type="hidden" name="returnTo" value={frame.path} />
      {others.map((language) => (
        <button class="language__button" type="submit" name="language" value={language} lang={language}>
          {languageNames[language]}
        </button>
      ))}
    </form>
  )
}

export function SiteFooter({ frame, bare }: { frame: Frame; bare?: boolean | undefined }) {
  const { t } = frame
  const links = [
    { href: paths.accessibility(), label: t('common.accessibility') },
    { href: paths.privacy(), label: t('common.privacy') },
    { href: paths.about(), label: t('common.about') },
  ]
  return (
    <footer class={bare ? 'site-footer site-footer--bare' : 'site-footer'}>
      <div class="site-footer__inner">
        <p class="site-footer__line">{t('common.footerLine')}</p>
        <ul class="site-footer__links">
          {links.map((link) => (
            <li>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  )
}

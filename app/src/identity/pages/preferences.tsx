import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { type Language, languages } from '../../words.ts'
import { ensureSession } from '../acting.ts'
import { changePreferences, textSizes, themes } from '../preferences.ts'
import { PreferencesPage } from '../views/preferences-page.tsx'
import { ownPath } from './attempt.ts'
import { setLanguageCookie } from './cookies.ts'

const language = z.enum(languages as [Language, ...Language[]], 'identity.languageMissing')

const PreferencesForm = z.object({
  language,
  theme: z.enum(themes, 'identity.themeMissing'),
  textSize: z.enum(textSizes, 'identity.textSizeMissing'),
})

export function showPreferences(c: AppContext): Response {
  ensureSession(c.var.actor)
  return html(c, <PreferencesPage frame={frameOf(c)} />)
}

export async function postPreferences(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  ensureSession(actor)
  const form = await readForm(c, PreferencesForm)
  if (!form.ok) return html(c, <PreferencesPage frame={frameOf(c)} problems={form.problems} />, 422)
  await changePreferences(app, actor, form.value)
  setLanguageCookie(c, form.value.language)
  return seeOther(c, paths.accountPreferences(), 'identity.preferencesAreSaved')
}

const LanguageForm = z.object({ language, returnTo: z.string().optional() })

/** The switch on every page: kept in the browser, and in the account of whoever is signed in. */
export async function postLanguage(c: AppContext): Promise<Response> {
  const { app, actor } = c.var
  const form = await readForm(c, LanguageForm)
  if (!form.ok) return seeOther(c, paths.home())
  if (actor.kind === 'person') await changePreferences(app, actor, { language: form.value.language })
  setLanguageCookie(c, form.value.language)
  return seeOther(c, ownPath(form.value.returnTo, paths.home()))
}

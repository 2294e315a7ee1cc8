import { z } from 'zod'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { chooseSharing, sharingState } from '../provider/sharing-choice.ts'
import { SharingChoicePage } from '../views/sharing-choice-page.tsx'

export async function showSharingChoice(c: AppContext): Promise<Response> {
  const state = await sharingState(c.var.app, c.var.actor)
  return html(c, <SharingChoicePage frame={frameOf(c)} state={state} />)
}

const ChoiceForm = z.object({ choice: z.enum(['yes', 'no'], 'access.choiceMissing') })

export async function postSharingChoice(c: AppContext): Promise<Response> {
  const form = await readForm(c, ChoiceForm)
  if (!form.ok) {
    const state = await sharingState(c.var.app, c.var.actor)
    return html(c, <SharingChoicePage frame={frameOf(c)} state={state} problems={form.problems} />, 422)
  }
  await chooseSharing(c.var.app, c.var.actor, form.value.choice)
  return seeOther(c, paths.recordSharing(), 'access.choiceSaved')
}

import type { AppContext } from '../../ui/context.ts'
import { frameOf, html } from '../../ui/request.ts'
import { readAccount } from '../account-overview.ts'
import { AccountPage } from '../views/account-page.tsx'

export async function showAccount(c: AppContext): Promise<Response> {
  const account = await readAccount(c.var.app, c.var.actor)
  return html(c, <AccountPage frame={frameOf(c)} account={account} />)
}

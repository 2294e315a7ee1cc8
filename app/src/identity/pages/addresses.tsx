import { z } from 'zod'
import type { FieldProblem } from '../../errors.ts'
import { paths } from '../../paths.ts'
import type { AppContext } from '../../ui/context.ts'
import { type FormValues, frameOf, html, readForm, seeOther } from '../../ui/request.ts'
import { isAddress, normalAddress } from '../address.ts'
import { addAddress, readAddresses, removeAddress } from '../addresses.ts'
import { confirmAddress, lookAtAddress } from '../confirm-address.ts'
import { AddressesPage, ConfirmAddressPage } from '../views/addresses-page.tsx'
import { attempt } from './attempt.ts'

export async function showAddresses(c: AppContext): Promise<Response> {
  return page(c)
}

async function page(
  c: AppContext,
  again?: { values?: FormValues; problems: readonly FieldProblem[] },
): Promise<Response> {
  const addresses = await readAddresses(c.var.app, c.var.actor)
  return html(
    c,
    <AddressesPage
      frame={frameOf(c)}
      addresses={addresses}
      values={again?.values}
      problems={again?.problems}
    />,
    again ? 422 : 200,
  )
}

const AddForm = z.object({
  address: z.string().transform(normalAddress).refine(isAddress, 'identity.addressInvalid'),
  purpose: z.enum(['signIn', 'recovery'], 'identity.purposeMissing'),
  password: z.string().min(1, 'identity.passwordMissing'),
})

export async function postAddress(c: AppContext): Promise<Response> {
  const form = await readForm(c, AddForm)
  if (!form.ok) return page(c, form)
  const { address, purpose } = form.value
  const done = await attempt(() => addAddress(c.var.app, c.var.actor, form.value))
  if (!done.ok) return page(c, { values: { address, purpose }, problems: done.problems })
  return seeOther(c, paths.accountAddresses(), 'identity.addressMailed')
}

const RemoveForm = z.object({ address: z.string() })

/** The address stands in the form, never in a URL. */
export async function postAddressRemoval(c: AppContext): Promise<Response> {
  const form = await readForm(c, RemoveForm)
  if (!form.ok) return page(c, form)
  const done = await attempt(() => removeAddress(c.var.app, c.var.actor, form.value.address))
  if (!done.ok) return page(c, { problems: done.problems })
  return seeOther(c, paths.accountAddresses(), 'identity.addressIsRemoved')
}

export async function showConfirmAddress(c: AppContext): Promise<Response> {
  const { address } = await lookAtAddress(c.var.app, c.req.param('token') ?? '')
  return html(c, <ConfirmAddressPage frame={frameOf(c)} address={address} />)
}

export async function postConfirmAddress(c: AppContext): Promise<Response> {
  await confirmAddress(c.var.app, c.req.param('token') ?? '', c.var.network)
  const next = c.var.actor.kind === 'person' ? paths.accountAddresses() : paths.signIn()
  return seeOther(c, next, 'identity.addressIsConfirmed')
}

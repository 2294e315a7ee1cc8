import type { VerifyOptions } from '@vademecum/verifiable-credentials'
import { optionsOf } from '../../credentials/check.ts'
import { trustState } from '../../credentials/trust-state.ts'
import { openApp } from '../../open-app.ts'
import { readConfig } from '../../platform/config.ts'
import { progress } from '../command.ts'

/** The register of the installation here, before the network; undefined when its database does not answer. */
export async function openInstallation(
  url: string,
  network: VerifyOptions,
): Promise<{ options: VerifyOptions; close(): Promise<void> } | undefined> {
  const app = openApp(readConfig(), url, { connections: 2 })
  try {
    const local = optionsOf(app, await trustState(app), network)
    return { options: { ...network, ...local }, close: () => app.close() }
  } catch {
    progress('The database of this installation does not answer: its register is not used.')
    await app.close()
    return undefined
  }
}

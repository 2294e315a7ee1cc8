import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listFiles } from '../backup/file-parts.ts'
import type { Config } from '../config.ts'
import { filesFolder } from '../files.ts'
import { masterKeyPath, openMasterKey } from '../keys.ts'
import type { Check } from './examine.ts'

const enoughSpace = 1024 ** 3

export function checkDataFolder({ dataFolder }: Config): Check {
  const name = 'data folder'
  const existing = nearestExisting(dataFolder)
  try {
    accessSync(existing, constants.W_OK)
  } catch {
    return { name, state: 'wrong', says: `${dataFolder} cannot be written` }
  }
  const { bavail, bsize } = statfsSync(existing)
  const free = bavail * bsize
  const says = `${dataFolder}, ${(free / 1024 ** 3).toFixed(1)} GB free${existing === dataFolder ? '' : ' (not made yet)'}`
  return { name, state: free < enoughSpace ? 'warning' : 'ok', says }
}

export function checkMasterKey(config: Config): Check {
  const name = 'master key'
  const path = masterKeyPath(config)
  if (!existsSync(path) && !existsSync(join(config.dataFolder, 'master-key.id')) && !config.masterKeyFile) {
    return { name, state: 'ok', says: `${path} is made at the first start` }
  }
  try {
    const { id } = openMasterKey(config)
    const isOpen = (statSync(path).mode & 0o077) !== 0
    const advice = isOpen ? '; others on this machine can read it: chmod 600' : ''
    return { name, state: isOpen ? 'warning' : 'ok', says: `${id} at ${path}${advice}` }
  } catch (error) {
    return { name, state: 'wrong', says: (error as Error).message }
  }
}

export async function checkFiles(config: Config): Promise<Check> {
  const folder = filesFolder(config.dataFolder)
  try {
    const files = await listFiles(folder)
    return { name: 'files', state: 'ok', says: `${files.length} in ${folder}` }
  } catch (error) {
    return { name: 'files', state: 'wrong', says: (error as Error).message }
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

/** Where the digest command finds readers and their papers: the service that has the embedded database open, or the database. */
import type { Config } from './config.ts'
import { type Digests, digestsOf } from './digests.ts'
import { digestsBehindDoor } from './door.ts'
import { readModel } from './embed/model.ts'
import { openConfigured } from './open-data.ts'
import { openService } from './open-service.ts'

/** @throws NotReady as opening the database does */
export async function openDigests(config: Config): Promise<{ digests: Digests; close(): Promise<void> }> {
  if (!config.databaseUrl) {
    const digests = await digestsBehindDoor(config.dataFolder)
    if (digests) return { digests, close: async () => {} }
  }
  const database = await openConfigured(config)
  try {
    const service = await openService(config, database, readModel(config.model))
    const close = async () => {
      await service.close()
      await database.close()
    }
    return { digests: digestsOf(service, config), close }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Files that readers bring: how large one may be, and how many are in work at once. */
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { NotReady } from '../errors.ts'

const FILE_BYTES_MAX = 10_000_000
/** Each holds a file and its entries in memory, and a thread. */
const AT_ONCE_MAX = 2

/** Answers 413 to a larger file. */
export const fileLimit = () =>
  bodyLimit({
    maxSize: FILE_BYTES_MAX,
    onError: () => {
      throw new HTTPException(413, {
        message: `the file is larger than ${FILE_BYTES_MAX.toLocaleString('en')} bytes: import it in parts`,
      })
    },
  })

let inWork = 0

/** Does the work unless too much is in work already. @throws NotReady then */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (inWork >= AT_ONCE_MAX) throw new NotReady('other imports are in work; try again in a moment', 5)
  inWork++
  try {
    return await work()
  } finally {
    inWork--
  }
}

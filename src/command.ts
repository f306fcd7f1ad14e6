/** How a command ends: well, with one line that says what to do, or as a bug with everything we know. */
import { Expired, InvalidInput, NotFound, NotReady } from './errors.ts'

const EXIT = { failed: 1, misused: 2, interrupted: 130 } as const

/**
 * Runs a command and sets the exit code: 0; 2 when it was misused; 1 when something else has to be
 * mended; 130 when it was interrupted. The first Ctrl-C asks it to finish what is in work and stop;
 * the second ends it there and then.
 *
 * @param options.interruptedCode 0 for a service, which is meant to run until it is interrupted
 */
export async function runCommand(
  work: (signal: AbortSignal) => Promise<void>,
  options: { interruptedCode: number } = { interruptedCode: EXIT.interrupted },
): Promise<void> {
  const stop = new AbortController()
  const interrupted = () => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted)
    stop.abort()
  }
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted)
  try {
    await work(stop.signal)
    if (stop.signal.aborted) process.exitCode = options.interruptedCode
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof NotFound) fail(error.message, EXIT.misused)
    else if (error instanceof NotReady || error instanceof Expired) fail(error.message, EXIT.failed)
    else if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
      fail(
        `no space left on the disk: ${(error as Error).message}; what was there before is untouched`,
        EXIT.failed,
      )
    else {
      console.error(error)
      process.exitCode = EXIT.failed
    }
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`kindred: ${message}\n`)
  process.exitCode = code
}

/**
 * Progress of long work at the terminal: a bar with rate and time left. Where nobody watches (a
 * log, CI), a line every few seconds instead.
 */

export interface Progress {
  /** Work done so far, in the unit of `total`. */
  update(done: number): void
  /** Prints the last state and ends the line. */
  finish(): void
}

export interface ProgressOptions {
  readonly label: string
  readonly total: number
  /** Plural name of what is counted: papers, MB. */
  readonly unit: string
  readonly stream?: NodeJS.WriteStream
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number
}

const BAR_WIDTH = 24
const REDRAW_EVERY_MS = 100
const LINE_EVERY_MS = 5_000

export function showProgress(options: ProgressOptions): Progress {
  const { stream = process.stderr, now = () => performance.now() } = options
  const everyMs = stream.isTTY ? REDRAW_EVERY_MS : LINE_EVERY_MS
  const started = now()
  let drawn = started
  let done = 0
  const draw = () => {
    drawn = now()
    const line = progressLine(options, done, (drawn - started) / 1000)
    stream.write(stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`)
  }
  return {
    update(count) {
      done = count
      if (now() - drawn >= everyMs) draw()
    },
    finish() {
      draw()
      if (stream.isTTY) stream.write('\n')
    },
  }
}

/** `embedding  ████████░░░░ 41/82 papers  83/s  0:01 left` */
export function progressLine(
  { label, total, unit }: ProgressOptions,
  done: number,
  elapsedSeconds: number,
): string {
  const share = total > 0 ? Math.min(1, done / total) : 1
  const full = Math.round(share * BAR_WIDTH)
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
  const rate = elapsedSeconds > 0 ? done / elapsedSeconds : 0
  const left =
    done >= total ? `in ${clock(elapsedSeconds)}` : rate > 0 ? `${clock((total - done) / rate)} left` : ''
  const speed = rate >= 10 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)
  return `${label.padEnd(10)} ${bar} ${done.toLocaleString('en')}/${total.toLocaleString('en')} ${unit}  ${speed}/s  ${left}`.trimEnd()
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  const two = (part: number) => String(part).padStart(2, '0')
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}

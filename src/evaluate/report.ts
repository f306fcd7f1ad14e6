/** Measurements as Markdown. */
import { availableParallelism, cpus } from 'node:os'
import type { Library } from '../library.ts'
import { differenceEstimate, type Estimate, meanEstimate, ratioEstimate } from './bootstrap.ts'
import { calibrationError, type Judged, reliability } from './calibration.ts'
import { type Outcome, valuesOf } from './outcome.ts'

/** One line a method, one column a measure: the mean and its 95 % interval. */
export function outcomeTable(head: string, outcomes: readonly Outcome[]): string {
  const measures = Object.keys(outcomes[0]!.measured[0]!)
  const lines = outcomes.map((outcome) => [
    outcome.method,
    ...measures.map((name) => estimateText(meanEstimate(valuesOf(outcome, name)))),
  ])
  return table([head, ...measures], lines)
}

/** How much one method is better than another, from the same queries: difference and ratio of the means. */
export function comparison(
  outcomes: readonly Outcome[],
  measure: string,
  pairs: readonly (readonly [string, string])[],
): string {
  const of = (method: string) => valuesOf(outcomes.find((outcome) => outcome.method === method)!, measure)
  const lines = pairs.map(([a, b]) => [
    `${a} against ${b}`,
    estimateText(differenceEstimate(of(a), of(b)), '+'),
    estimateText(ratioEstimate(of(a), of(b))),
  ])
  return table([measure, 'difference', 'ratio'], lines)
}

const BINS = 5

/** For each method, what was said and what was found in bins of as many papers each, and the calibration error over ten. */
export function calibrationTable(judged: readonly Judged[]): string {
  const methods = [...new Set(judged.map(({ method }) => method))]
  const lines = methods.map((method) => {
    const own = judged.filter((one) => one.method === method)
    const bins = reliability(own, BINS).map(({ said, found }) => `${said.toFixed(3)} / ${found.toFixed(3)}`)
    return [method, calibrationError(reliability(own, 2 * BINS)).toFixed(4), ...bins]
  })
  const heads = Array.from({ length: BINS }, (_, bin) => `fifth ${bin + 1}: said / found`)
  return table(['probabilities', 'calibration error', ...heads], lines)
}

/** What has to be known to measure the same again. */
export function circumstances({ manifest }: Library, command: string, seconds: number): string {
  const { model, graph, count } = manifest
  return [
    `Command: \`${command}\`, ${seconds.toFixed(0)} s.`,
    `Machine: ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}.`,
    `Model: ${model.name}, ${model.dtype}, ${model.maxTokens} tokens, fingerprint ${model.fingerprint}.`,
    `Snapshot: ${count.toLocaleString('en')} papers, graph M ${graph.m}, efConstruction ${graph.efConstruction}, seed ${graph.seed}.`,
  ].join('\n')
}

/** `0.740 [0.713, 0.766]` */
export function estimateText({ value, low, high }: Estimate, plus = ''): string {
  const figure = (number: number) =>
    `${number >= 0 ? plus : ''}${number.toFixed(3).replace('-', '−').replace('Infinity', '∞')}`
  return `${figure(value)} [${figure(low)}, ${figure(high)}]`
}

export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n')
}

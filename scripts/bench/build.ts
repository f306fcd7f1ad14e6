/** From a file of 100,000 papers to a service that can answer about them: the two offline commands. */
import { largeCollection } from './collection.ts'
import { table } from './markdown.ts'
import { stretchesOf } from './pace.ts'
import { manifestOf } from './places.ts'
import type { Measured } from './sections.ts'
import type { Settings } from './settings.ts'
import { figure } from './statistics.ts'

/** Where the pace of embedding is told; it should be the same at each. */
const STEPS = [1_000, 10_000, 100_000]

export async function measureBuild(settings: Settings): Promise<Measured> {
  const { collection, making } = await largeCollection(settings)
  const { count } = await manifestOf(collection)
  const line = (command: string, { seconds, said }: { seconds: number; said: string }) => [
    `\`${command}\``,
    figure(seconds),
    figure(count / seconds),
    // The file's own name is enough.
    said.replace(/^.*\//, ''),
  ]
  const steps = stretchesOf(making.pace, STEPS)
  const markdown = [
    table(
      ['command', 'seconds', 'papers/s', 'what it said'],
      [line('npm run ingest -- arxiv-cs-100k.jsonl.gz', making.ingest), line('npm run embed', making.embed)],
    ),
    table(
      ['papers embedded', 'papers/s', 'papers per second of a core', 'resident, MB'],
      steps.map(({ from, to, perSecond, perProcessorSecond, residentMb }) => [
        `${from.toLocaleString('en')} to ${to.toLocaleString('en')}`,
        figure(perSecond),
        figure(perProcessorSecond),
        figure(residentMb),
      ]),
    ),
    'Measured when the collection was made; without its folder `large` it is made again. Vectors that were embedded before are not embedded again.',
  ].join('\n\n')
  return {
    markdown,
    plots: {
      'embed-pace.svg': {
        title: 'Embedding, from the first papers to the last',
        x: 'papers embedded',
        y: 'papers per second',
        series: [
          { name: 'papers/s', points: steps.map((step) => [step.to, step.perSecond] as const) },
          { name: 'per core', points: steps.map((step) => [step.to, step.perProcessorSecond] as const) },
        ],
      },
    },
  }
}

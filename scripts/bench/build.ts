/** From a file of 100,000 papers to a service that can answer about them: the two offline commands. */
import { largeCollection } from './collection.ts'
import { table } from './markdown.ts'
import { manifestOf } from './places.ts'
import type { Settings } from './settings.ts'
import { figure } from './statistics.ts'

export async function measureBuild(settings: Settings): Promise<string> {
  const { collection, making } = await largeCollection(settings)
  const { count } = await manifestOf(collection)
  const line = (command: string, { seconds, said }: { seconds: number; said: string }) => [
    `\`${command}\``,
    figure(seconds),
    figure(count / seconds),
    // The file's own name is enough.
    said.replace(/^.*\//, ''),
  ]
  return [
    table(
      ['command', 'seconds', 'papers/s', 'what it said'],
      [line('npm run ingest -- arxiv-cs-100k.jsonl.gz', making.ingest), line('npm run embed', making.embed)],
    ),
    'Measured when the collection was made; without its folder `large` it is made again. Vectors that were embedded before are not embedded again.',
  ].join('\n\n')
}

/** The papers that are measured with: the sample page that ships, and the large collection beside the project. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_FOLDER } from '../../src/config.ts'
import { NotReady } from '../../src/errors.ts'
import { readPapers } from '../../src/ingest/read.ts'
import type { PaperRecord } from '../../src/paper.ts'

const SAMPLE_FILE = join(PROJECT_FOLDER, 'embeddings/corpus/daily-papers.txt')

/** @throws NotReady when it is not there, naming it */
export function largeFile(dataFolder: string): string {
  const path = join(dataFolder, 'arxiv-cs-100k.jsonl.gz')
  if (!existsSync(path))
    throw new NotReady(`no large collection: ${path} not found; name its folder with --data FOLDER`)
  return path
}

export function samplePapers(): Promise<PaperRecord[]> {
  return firstPapers(SAMPLE_FILE, Number.POSITIVE_INFINITY)
}

export async function firstPapers(file: string, count: number): Promise<PaperRecord[]> {
  const records: PaperRecord[] = []
  for await (const found of readPapers(file, { pageDate: '2025-11-10' })) {
    if ('record' in found) records.push(found.record)
    if (records.length >= count) break
  }
  return records
}

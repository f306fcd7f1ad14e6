import { describe, expect, it } from 'vitest'
import { CITATION_FORMATS, cite } from '../src/citation.ts'
import { readHistory } from '../src/ingest/history/thread.ts'
import { type Paper, paperId } from '../src/paper.ts'

const paper = (told: Partial<Paper> & { title: string }): Paper => ({
  id: paperId(told.title),
  abstract: '',
  aliases: [],
  ...told,
})

const PAL = paper({
  title: 'PAL: 100% {Program-aided} $O(n^2)$ & C#_models~',
  abstract: 'What\\it costs is 5% of $x_1$.\nA second line & more.',
  authors: ['Luyu Gao', 'Émile van der Berg', 'Plato'],
  publishedOn: '2022-11-18',
  categories: ['cs.CL', 'cs.AI'],
  aliases: ['arxiv:2211.10435', 'doi:10.1145/290941.291025'],
})
const PLAIN = paper({ title: 'A page on the web', aliases: ['url:https://example.org/paper'] })

describe('citations', () => {
  it.each(CITATION_FORMATS)(
    'in %s are read back by our own import as the papers they are',
    async (format) => {
      const file = await readHistory(Buffer.from(cite([PAL, PLAIN], format)), {})
      expect(file.unreadable).toEqual([])
      expect(file.entries).toHaveLength(2)
      const [first, second] = file.entries
      expect(first!.paper!.title).toBe(PAL.title)
      expect(first!.paper!.abstract.replace(/\s+/g, ' ')).toBe(PAL.abstract.replace(/\s+/g, ' '))
      expect(first!.names).toEqual(expect.arrayContaining([...PAL.aliases]))
      expect(second!.names).toEqual(expect.arrayContaining(['url:https://example.org/paper', PLAIN.id]))
    },
  )

  it('name the family name with its particles', () => {
    expect(cite([PAL], 'ris')).toContain('AU  - Gao, Luyu\nAU  - van der Berg, Émile\nAU  - Plato\n')
    expect(JSON.parse(cite([PAL], 'csl'))[0].author).toEqual([
      { family: 'Gao', given: 'Luyu' },
      { family: 'van der Berg', given: 'Émile' },
      { family: 'Plato' },
    ])
  })

  it('in BibTeX have keys of author, year and title that no two papers share', () => {
    const keys = [...cite([PAL, PAL, PLAIN], 'bibtex').matchAll(/^@misc\{(.*),$/gm)].map(([, key]) => key)
    expect(keys).toEqual(['gao2022pal', 'gao2022pal-2', 'page'])
  })

  it('hold no address but a web page’s, and no line that a title made', () => {
    const strange = paper({ title: 'One\nTY  - JOUR', aliases: ['url:javascript:alert(1)'] })
    for (const format of CITATION_FORMATS) expect(cite([strange], format)).not.toContain('javascript:')
    expect(cite([strange], 'ris').match(/^TY/gm)).toHaveLength(1)
  })
})

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { collect } from './collect.ts'

const dump = {
  id: '0704.0001',
  submitter: 'Someone',
  authors: "C. Bal\\'azs, E. L. Berger (ANL, (Argonne)), P. M. Nadolsky",
  title: 'Calculation of prompt\n  diphoton production',
  comments: '37 pages, 15 figures',
  doi: '10.1103/PhysRevD.76.013009',
  categories: 'hep-ph cs.LG',
  abstract: '  A fully differential calculation\nis presented.\n',
  versions: [
    { version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' },
    { version: 'v2', created: 'Tue, 24 Jul 2007 20:10:27 GMT' },
  ],
  update_date: '2008-11-26',
  authors_parsed: [
    ['Balázs', 'C.', ''],
    ['Berger', 'E. L.', 'Jr.'],
  ],
}
const derived = {
  id: '1701.05748',
  title: 'Robust Calibration',
  abstract: 'Cameras.',
  authors: 'Filippo Basso, Emanuele Menegatti, and Alberto Pretto',
  primary: 'cs.CV',
  cats: ['cs.RO', 'cs.CV'],
  created: '2017-01-20',
  doi: '',
}
const only = async (record: object) => (await collect(JSON.stringify(record))).records[0]!

describe('an arXiv record', () => {
  it('of the full dump is dated by its first version and numbered by its last', async () => {
    expect(await only(dump)).toEqual({
      title: 'Calculation of prompt diphoton production',
      abstract: 'A fully differential calculation is presented.',
      authors: ['C. Balázs', 'E. L. Berger Jr.'],
      authorCount: 2,
      publishedOn: '2007-04-02',
      categories: ['hep-ph', 'cs.LG'],
      version: 2,
      aliases: ['arxiv:0704.0001', 'doi:10.1103/physrevd.76.013009'],
    })
  })

  it('of a derived list has its primary category first', async () => {
    expect(await only(derived)).toEqual({
      title: 'Robust Calibration',
      abstract: 'Cameras.',
      authors: ['Filippo Basso', 'Emanuele Menegatti', 'Alberto Pretto'],
      authorCount: 3,
      publishedOn: '2017-01-20',
      categories: ['cs.CV', 'cs.RO'],
      aliases: ['arxiv:1701.05748'],
    })
  })

  it('has no day when only its last change is known', async () => {
    expect((await only({ ...dump, versions: undefined })).publishedOn).toBeUndefined()
  })

  it('without parsed authors has the line of authors less affiliations', async () => {
    expect((await only({ ...dump, authors_parsed: undefined })).authors).toEqual([
      "C. Bal\\'azs",
      'E. L. Berger',
      'P. M. Nadolsky',
    ])
  })

  it('may name several DOIs, with the commas and line breaks between them', async () => {
    const { aliases } = await only({
      ...derived,
      doi: '10.3934/dcdsb.2019155, 10.31219/osf.io/cyrzf\n  10.1/x,',
    })
    expect(aliases).toEqual(['arxiv:1701.05748', 'doi:10.3934/dcdsb.2019155', 'doi:10.31219/osf.io/cyrzf'])
  })

  it('is read in lines, in a list, and packed', async () => {
    const lines = `${JSON.stringify(dump)}\n${JSON.stringify(derived)}\n`
    const expected = [await only(dump), await only(derived)]
    for (const content of [lines, JSON.stringify([dump, derived], null, 1), gzipSync(lines)]) {
      expect((await collect(content)).records).toEqual(expected)
    }
  })
})

/** Mails as plain text. */
import { becauseText } from '../recommend/why.ts'
import { counted } from '../text/counted.ts'
import {
  type DigestContents,
  type DigestPaper,
  dayText,
  MAILED_KINDS,
  MAILED_LABELS,
  oneLine,
} from './contents.ts'

const WIDTH = 72

export function digestText(digest: DigestContents): string {
  const { day, period, address, papers, moreUrl, stopUrl } = digest
  return [
    `Kindred, ${dayText(day)}`,
    `${counted(papers.length, 'new paper')} for you`,
    ...papers.map(paperText),
    `More for you: ${moreUrl}`,
    // What mail programs take for a signature.
    `-- \nYou get this because ${address} was confirmed for a ${period} digest.\nUnsubscribe: ${stopUrl}`,
    '',
  ].join('\n\n')
}

/** What asks an address whether it wants a digest. */
export function confirmationText({ confirmUrl }: { confirmUrl: string }): string {
  return `Somebody, hopefully you, asked Kindred to send a digest of recommended papers to this address.

Yes, send it: ${confirmUrl}

If it was not you, do nothing: nothing else is sent without your yes.
`
}

function paperText({ title, facts, teaser, causes, evidence, url, say }: DigestPaper, at: number): string {
  const links = [['Read', url], ...MAILED_KINDS.map((kind) => [MAILED_LABELS[kind], say[kind]])]
  return [
    wrapped(`${at + 1}. ${oneLine(title)}`),
    facts.length > 0 && `   ${facts.join(' · ')}`,
    teaser && `\n${wrapped(`   ${oneLine(teaser)}`)}`,
    `\n${wrapped(`   ${oneLine(becauseText(causes))}.`)}`,
    ...evidence.map(([name, text]) => wrapped(`   ${name}: ${oneLine(text)}`)),
    '',
    // Long addresses stay whole, so that they can be followed.
    ...links.map(([label, link]) => `   ${label}: ${link}`),
  ]
    .filter((line) => line !== false)
    .join('\n')
}

/** Broken between words, each further line as far in as the text of the first. */
function wrapped(text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.trimStart().split(' ')) {
    if (line && line.length + 1 + word.length > WIDTH - 3) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  lines.push(line)
  const numbered = /^\d/.test(text)
  return lines.map((one, at) => (numbered && at === 0 ? one : `   ${one}`)).join('\n')
}

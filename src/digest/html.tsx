/**
 * Mails as HTML.
 *
 * Mail programs take style sheets away, so each element carries its own; nothing is fetched, because
 * a picture from elsewhere tells its server who reads. Each colour is written twice: for programs
 * that know `light-dark()`, and before it for all others, of which most turn light mails dark by
 * themselves.
 */
import type { Child } from 'hono/jsx'
import { counted } from '../text/counted.ts'
import { percent } from '../text/percent.ts'
import { type DigestContents, type DigestPaper, dayText, MAILED_KINDS, MAILED_LABELS } from './contents.ts'

const two = (property: string, light: string, dark: string) =>
  `${property}:${light};${property}:light-dark(${light},${dark});`
const TEXT = two('color', '#1c2024', '#e6e7e4')
const QUIET = two('color', '#5b6470', '#a2abb3')
const ACCENT = two('color', '#0f6b64', '#74cbc1')
const GROUND = two('background-color', '#fbfaf7', '#14171a')
const TINT = two('background-color', '#e6f1ef', '#1b322f')
const LINE = two('border-color', '#e3e0d8', '#2d3338')
const BUTTON_LINE = two('border-color', '#0f6b64', '#74cbc1')
const SANS = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans',Arial,sans-serif;"
const SERIF = "font-family:'Iowan Old Style','Palatino Linotype',Palatino,Georgia,'Noto Serif',serif;"
const SMALL = 'font-size:14px;line-height:1.5;'

/** The whole of a mail around what it says. @param preview what a list of mails shows beside the subject */
function Letter({ title, preview, children }: { title: string; preview: string; children?: Child }) {
  return (
    <html lang="en" style="color-scheme:light dark;">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
      </head>
      <body style={`margin:0;padding:0;${GROUND}${TEXT}`}>
        <div style="display:none;max-height:0;overflow:hidden;">{preview}</div>
        <table role="presentation" width="100%" cellspacing="0" cellpadding="0" style={`border:0;${GROUND}`}>
          <tr>
            <td align="center" style="padding:28px 20px;">
              <table
                role="presentation"
                width="100%"
                cellspacing="0"
                cellpadding="0"
                style="border:0;max-width:600px;"
              >
                <tr>
                  <td align="left" style={`${SANS}font-size:16px;line-height:1.55;${TEXT}`}>
                    {children}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  )
}

const written = (letter: Child) => `<!doctype html>\n${letter}`

export function digestHtml({ day, period, address, papers, moreUrl, stopUrl }: DigestContents): string {
  const heading = `${counted(papers.length, 'new paper')} for you`
  return written(
    <Letter title={heading} preview={papers.map(({ title }) => title).join(' · ')}>
      <p style={`margin:0;${SMALL}${QUIET}`}>Kindred, {dayText(day)}</p>
      <h1 style={`margin:2px 0 24px;${SERIF}font-size:28px;line-height:1.2;font-weight:600;${TEXT}`}>
        {heading}
      </h1>
      {papers.map((paper) => (
        <Paper paper={paper} />
      ))}
      <p style={`margin:24px 0 0;padding-top:20px;border-top:1px solid;${LINE}`}>
        <a href={moreUrl} style={ACCENT}>
          More for you
        </a>
      </p>
      <p style={`margin:20px 0 0;${SMALL}${QUIET}`}>
        You get this because {address} was confirmed for a {period} digest.{' '}
        <a href={stopUrl} style={QUIET}>
          Unsubscribe
        </a>
      </p>
    </Letter>,
  )
}

function Paper({ paper }: { paper: DigestPaper }) {
  const { title, facts, teaser, causes, evidence, url, say } = paper
  return (
    <div style={`margin:0;padding:20px 0;border-top:1px solid;${LINE}`}>
      <h2 dir="auto" style={`margin:0;${SERIF}font-size:20px;line-height:1.3;font-weight:600;`}>
        <a href={url} style={`text-decoration:none;${ACCENT}`}>
          {title}
        </a>
      </h2>
      {facts.length > 0 && <p style={`margin:4px 0 0;${SMALL}${QUIET}`}>{facts.join(' · ')}</p>}
      {teaser && (
        <p dir="auto" style="margin:10px 0 0;">
          {teaser}
        </p>
      )}
      <div style={`margin:14px 0 0;padding:12px 14px;border-radius:8px;${SMALL}${TINT}${TEXT}`}>
        <p style="margin:0;">
          Because you{' '}
          {causes.map(({ verb, title: cause, url: link, share }, at) => (
            <>
              {at > 0 && ', '}
              {verb && `${verb} `}
              {link ? (
                <a href={link} dir="auto" style={ACCENT}>
                  {cause}
                </a>
              ) : (
                <span dir="auto">{cause}</span>
              )}{' '}
              ({percent(share)})
            </>
          ))}
        </p>
        {evidence.map(([name, text]) => (
          <p dir="auto" style="margin:6px 0 0;">
            <span style={QUIET}>{name}:</span> {text}
          </p>
        ))}
      </div>
      <p style="margin:14px 0 0;">
        {MAILED_KINDS.map((kind) => (
          <>
            <a
              href={say[kind]}
              style={`display:inline-block;margin:0 8px 8px 0;padding:7px 16px;border:1px solid;border-radius:999px;text-decoration:none;${SMALL}${BUTTON_LINE}${ACCENT}`}
            >
              {MAILED_LABELS[kind]}
            </a>{' '}
          </>
        ))}
      </p>
    </div>
  )
}

/** What asks an address whether it wants a digest. */
export function confirmationHtml({ confirmUrl }: { confirmUrl: string }): string {
  return written(
    <Letter title="Confirm your digest" preview="One click, and papers for you come by mail.">
      <h1 style={`margin:0 0 16px;${SERIF}font-size:26px;line-height:1.2;font-weight:600;${TEXT}`}>
        Papers for you, by mail?
      </h1>
      <p style="margin:0 0 20px;">
        Somebody, hopefully you, asked Kindred to send a digest of recommended papers to this address.
      </p>
      <p style="margin:0 0 20px;">
        <a
          href={confirmUrl}
          style={`display:inline-block;padding:10px 22px;border:1px solid;border-radius:999px;text-decoration:none;${BUTTON_LINE}${ACCENT}`}
        >
          Yes, send it
        </a>
      </p>
      <p style={`margin:0;${SMALL}${QUIET}`}>
        If it was not you, do nothing: nothing else is sent without your yes.
      </p>
    </Letter>,
  )
}

/**
 * `/digest/…`: where the links of a mail lead.
 *
 * Mail scanners and previews follow every link, so following one changes nothing: it shows a page
 * with a button. One thing is done by a mail program in the reader's place, and posts: unsubscribing
 * (RFC 8058). Whoever has the link may press the button, whatever the cookie says.
 */
import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { MAILED_LABELS, type MailedKind } from '../digest/contents.ts'
import { confirmByLink, sayByLink, stopByLink, wordOfLink } from '../http/digest-settings.ts'
import { fieldsOf } from '../http/links.ts'
import type { Service } from '../http/service.ts'
import { Layout, sendPage } from './layout.tsx'

/** Their signature is all that forms here are checked by. */
export const DIGEST_PATH = /^\/digest\//

const SAID: Readonly<Record<MailedKind, string>> = {
  like: 'You like this paper',
  save: 'You saved this paper',
  dislike: 'Papers like this one count less from now on',
}

export const digestLinks = (service: Service) =>
  new Hono()
    .get('/confirm/:token', async (c) => {
      await fieldsOf(service, 'confirm digest', c.req.param('token'))
      return sendLetter(c, 'Papers for you, by mail?', <Press label="Yes, send them" />)
    })
    .post('/confirm/:token', async (c) => {
      await confirmByLink(service, c.req.param('token'))
      return sendLetter(
        c,
        'Your digest is on its way',
        <p>The first one comes at the time that you chose, if there is something good for you.</p>,
      )
    })
    .get('/stop/:token', async (c) => {
      await fieldsOf(service, 'stop digest', c.req.param('token'))
      return sendLetter(c, 'No more papers by mail?', <Press label="Unsubscribe" />)
    })
    .post('/stop/:token', async (c) => {
      await stopByLink(service, c.req.param('token'))
      return sendLetter(
        c,
        'You are unsubscribed',
        <p>Nothing is sent any more, and the address is forgotten. What you liked stays.</p>,
      )
    })
    .get('/say/:token', async (c) => {
      const { paper, kind } = await wordOfLink(service, c.req.param('token'))
      return sendLetter(c, paper.title, <Press label={MAILED_LABELS[kind]} />)
    })
    .post('/say/:token', async (c) => {
      const undo = (await c.req.parseBody()).undo !== undefined
      const { paper, kind } = await sayByLink(service, c.req.param('token'), undo)
      return sendLetter(
        c,
        undo ? 'Taken back' : SAID[kind],
        <>
          <p>
            <a href={`/papers/${paper.id}`} dir="auto">
              {paper.title}
            </a>
          </p>
          {undo ? <Press label={MAILED_LABELS[kind]} /> : <Press label="Take it back" undo />}
        </>,
      )
    })

/** A button that posts to where the page came from. */
function Press({ label, undo }: { label: string; undo?: boolean }) {
  return (
    <form method="post">
      {undo && <input type="hidden" name="undo" value="1" />}
      <button type="submit" class="source">
        {label}
      </button>
    </form>
  )
}

function sendLetter(c: Context, heading: string, children: Child) {
  c.header('X-Robots-Tag', 'noindex')
  return sendPage(
    c,
    <Layout title={`${heading} – Kindred`} description="Your digest">
      <div class="hero">
        <h1 dir="auto">{heading}</h1>
        {children}
      </div>
    </Layout>,
  )
}

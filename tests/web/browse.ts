/** A browser without a screen: asks for pages, keeps the cookie, posts forms as a page of ours would. */

import { sealReader, unsealReader } from '../../src/web/visitor.ts'
import type { TestService } from '../support/service.ts'

export interface Visit {
  readonly status: number
  readonly html: string
  readonly headers: Headers
}

export interface Browsing {
  get(path: string, headers?: Record<string, string>): Promise<Visit>
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Visit>
  /** Posts a form with a file in its field `file`. */
  upload(path: string, file: { name: string; text: string }, fields: Record<string, string>): Promise<Visit>
  /** Value of the reader's cookie. */
  cookie: string | undefined
  /** Id of the reader in it. */
  reader(): Promise<string | undefined>
  /** Takes the cookie of a reader. */
  become(readerId: string): Promise<void>
}

export function browse({ app, service }: TestService): Browsing {
  const browsing: Browsing = {
    cookie: undefined,
    reader: async () => browsing.cookie && unsealReader(service, browsing.cookie),
    become: async (readerId) => {
      browsing.cookie = await sealReader(service, readerId)
    },
    get: (path, headers) => ask(path, { headers: { ...common(), ...headers } }),
    upload: (path, { name, text }, fields) => {
      const body = new FormData()
      for (const [field, value] of Object.entries(fields)) body.set(field, value)
      body.set('file', new File([text], name))
      return ask(path, { method: 'POST', headers: { ...common(), Origin: 'http://localhost' }, body })
    },
    post: (path, fields, headers) =>
      ask(path, {
        method: 'POST',
        headers: { ...common(), Origin: 'http://localhost', ...headers },
        body: new URLSearchParams(fields),
      }),
  }
  const common = (): Record<string, string> => ({
    Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    ...(browsing.cookie ? { Cookie: `kindred_reader=${browsing.cookie}` } : {}),
  })
  const ask = async (path: string, init: RequestInit): Promise<Visit> => {
    const answer = await app.request(path, init)
    const set = /kindred_reader=([^;]*)/.exec(answer.headers.get('Set-Cookie') ?? '')
    if (set) browsing.cookie = set[1] || undefined
    return { status: answer.status, html: await answer.text(), headers: answer.headers }
  }
  return browsing
}

/** Whether it is whoever runs the service who looks at a page: their browser followed a link from the terminal. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { keyOf } from '../http/links.ts'
import type { Service } from '../http/service.ts'
import { GOOD_FOR_SECONDS, isOperatorKey, makeOperatorKey } from '../operator-key.ts'
import { isSecure } from './visitor.ts'

const COOKIE = 'kindred_operator'
/** Readers' pages are not sent it. */
const PATH = '/settings'

export async function isOperator(service: Service, c: Context): Promise<boolean> {
  const made = getCookie(c, COOKIE)
  return made !== undefined && isOperatorKey(await keyOf(service), 'operator cookie', made, service.now())
}

/** Takes the browser for theirs where the key of the link is good. @returns whether it is */
export async function letOperatorIn(service: Service, c: Context, linkKey: string): Promise<boolean> {
  const key = await keyOf(service)
  if (!isOperatorKey(key, 'operator link', linkKey, service.now())) return false
  setCookie(c, COOKIE, makeOperatorKey(key, 'operator cookie', service.now()), {
    httpOnly: true,
    sameSite: 'Lax',
    path: PATH,
    maxAge: GOOD_FOR_SECONDS['operator cookie'],
    secure: isSecure(c),
  })
  return true
}

export function letOperatorOut(c: Context): void {
  deleteCookie(c, COOKIE, { path: PATH, secure: isSecure(c) })
}

/** The configuration: the only module that reads the environment. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { InvalidInput } from './errors.ts'

/** The project's own folder: relative paths start here, wherever a command was typed. */
export const PROJECT_FOLDER = fileURLToPath(new URL('..', import.meta.url))

/** A path as it was typed: npm runs every script in the project's folder, and tells where it was asked to. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path)
}

const folder = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform((path) => resolve(PROJECT_FOLDER, path))
const whole = (min: number, max: number, byDefault: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(byDefault)

function isOrigin(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { pathname, search, hash, username, password } = new URL(text)
  return pathname === '/' && !(search || hash || username || password)
}

const Environment = z.object({
  /** Port of the HTTP service; 0 takes any free one. */
  PORT: whole(0, 65_535, 3000),
  /** Address to listen on; 0.0.0.0 lets other machines in. */
  HOST: z.string().default('127.0.0.1'),
  /** Where people reach the service, for links in feeds and mails. */
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'must be like https://kindred.example.org, with no path')
    .transform((url) => new URL(url).origin)
    .optional(),
  /** The mail server: `smtp://user:password@host:587`, or `smtps://` for TLS from the start. */
  SMTP_URL: z
    .string()
    .refine(
      (url) => /^smtps?:\/\/[^/]/i.test(url) && URL.canParse(url),
      'must be like smtp://user:password@host:587',
    )
    .optional(),
  /** Who mails come from: `Kindred <kindred@example.org>`. */
  MAIL_FROM: z.string().optional(),
  /** Whether the service sends digests when they are due. */
  DIGESTS: z.enum(['on', 'off']).default('off'),
  /** Whether every call of the API needs a token. */
  API_TOKENS: z.enum(['open', 'required']).default('open'),
  /** The token that commands send to such a service. */
  API_TOKEN: z.string().optional(),
  /** A Postgres to use instead of the embedded database. */
  DATABASE_URL: z.string().optional(),
  /** Where vectors are searched: in memory, or by pgvector in the Postgres. */
  VECTOR_STORE: z.enum(['memory', 'pgvector']).default('memory'),
  /** Where the embedded database lives. */
  DATA_FOLDER: folder('.kindred'),
  /** Where snapshots live. */
  INDEX_FOLDER: folder('embeddings/index'),
  /** Where computed vectors are kept. */
  VECTORS_FOLDER: folder('embeddings/vectors'),
  /** Where models live, each in a folder of its own. */
  MODELS_FOLDER: folder('embeddings/models'),
  /** Name of the model's folder. */
  MODEL: z.string().default('all-MiniLM-L6-v2'),
  /** Longest text in tokens. 256, because 512 and averaged windows cost more and were no better (README). */
  MODEL_MAX_TOKENS: whole(8, 8192, 256),
  /** Share of the papers that are to be in no topic, those least sure of theirs. */
  TOPIC_OUTLIERS: z
    .string()
    .regex(/^(?:0|0?\.\d{1,4})$/, 'must be a share from 0 to below 1, like 0.1')
    .transform(Number)
    .default(0),
  /** Threads that embed offline. */
  EMBED_THREADS: whole(1, 64, availableParallelism()),
  /** How long others leave alone what a process took on to embed and then fell silent, in the shared Postgres. */
  EMBED_LEASE_SECONDS: whole(1, 86_400, 60),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** Settings that go together. */
const CheckedEnvironment = Environment.superRefine(({ SMTP_URL, MAIL_FROM, DIGESTS }, context) => {
  const missing = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message })
  if (SMTP_URL && !MAIL_FROM) missing('MAIL_FROM', 'must be set where SMTP_URL is')
  if (DIGESTS === 'on' && !SMTP_URL) missing('SMTP_URL', 'must be set where DIGESTS is on')
})

export interface Config {
  readonly port: number
  readonly host: string
  /** Origin alone, no slash at the end. */
  readonly publicUrl?: string
  /** Absent where no mail server was set. */
  readonly mail?: { readonly smtpUrl: string; readonly from: string }
  readonly sendDigests: boolean
  readonly tokensRequired: boolean
  readonly apiToken?: string
  readonly databaseUrl?: string
  readonly vectorStore: 'memory' | 'pgvector'
  readonly dataFolder: string
  readonly indexFolder: string
  readonly vectorsFolder: string
  readonly model: { readonly folder: string; readonly name: string; readonly maxTokens: number }
  readonly outlierShare: number
  readonly embedThreads: number
  readonly embedLeaseSeconds: number
  readonly logLevel: string
}

/** Where the service is reached from its own machine, or as it was told. */
export function homeOf({ publicUrl, host, port }: Config): string {
  return (
    publicUrl ??
    `http://${host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
  )
}

/** @throws InvalidInput naming every variable that can't be used, and why */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  // An empty variable is how a shell or a compose file says "not set".
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value))
  const parsed = CheckedEnvironment.safeParse(set)
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new InvalidInput(`environment: ${reasons.join('; ')}`)
  }
  const { data } = parsed
  if (data.VECTOR_STORE === 'pgvector' && !data.DATABASE_URL)
    throw new InvalidInput('environment: VECTOR_STORE=pgvector needs a Postgres: set DATABASE_URL')
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL,
    mail: data.SMTP_URL ? { smtpUrl: data.SMTP_URL, from: data.MAIL_FROM! } : undefined,
    sendDigests: data.DIGESTS === 'on',
    tokensRequired: data.API_TOKENS === 'required',
    apiToken: data.API_TOKEN,
    databaseUrl: data.DATABASE_URL,
    vectorStore: data.VECTOR_STORE,
    dataFolder: data.DATA_FOLDER,
    indexFolder: data.INDEX_FOLDER,
    vectorsFolder: data.VECTORS_FOLDER,
    model: { folder: data.MODELS_FOLDER, name: data.MODEL, maxTokens: data.MODEL_MAX_TOKENS },
    outlierShare: data.TOPIC_OUTLIERS,
    embedThreads: data.EMBED_THREADS,
    embedLeaseSeconds: data.EMBED_LEASE_SECONDS,
    logLevel: data.LOG_LEVEL,
  }
}

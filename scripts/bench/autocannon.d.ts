/** What we use of autocannon, which comes without types. */
declare module 'autocannon' {
  export interface Request {
    readonly method?: string
    readonly path?: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
    /** Called before each request, on any connection. */
    readonly setupRequest?: (request: Request) => Request
  }

  export interface Options {
    readonly url: string
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    readonly requests: readonly Request[]
  }

  export interface Result {
    /** Seconds. */
    readonly duration: number
    /** Connections that failed. */
    readonly errors: number
    readonly timeouts: number
  }

  export interface Instance extends PromiseLike<Result> {
    on(
      event: 'response',
      listener: (client: unknown, status: number, bytes: number, ms: number) => void,
    ): this
  }

  export default function autocannon(options: Options): Instance
}

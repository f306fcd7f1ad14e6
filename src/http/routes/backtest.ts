/** `POST /v1/readers/{id}/backtest`: how well each strategy finds again what a reader has read, and which is chosen. */
import { putStrategy } from '../../db/readers.ts'
import { backtest } from '../../evaluate/backtest.ts'
import { reportOf } from '../../evaluate/backtest-report.ts'
import { SPLITS } from '../../evaluate/hidden-history.ts'
import { DEPTH } from '../../evaluate/sought.ts'
import { DEFAULT_STRATEGY, REASONED_NAMES, STRATEGY_NAMES } from '../../recommend/strategies.ts'
import { answers, createRoute, jsonBody, newRouter, Page, z } from '../contract.ts'
import { readerHistory } from '../reader-history.ts'
import type { Service } from '../service.ts'
import { ReaderParams } from './readers.ts'

const Strategy = z.enum(STRATEGY_NAMES)
const EstimateReply = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .openapi('Estimate', { description: 'With its 95 % bootstrap interval over the hidden papers.' })

const StrategyReply = z
  .object({
    strategy: Strategy,
    hitRate: EstimateReply.openapi({
      description: 'Share of the lists with a hidden paper among the first k.',
    }),
    recall: EstimateReply.openapi({
      description: 'Hidden papers among the first k, over those that k places could hold.',
    }),
    recallAt100: EstimateReply.openapi({ description: 'Hidden papers among the first 100.' }),
    ndcg: EstimateReply.openapi({ description: 'Of the first k.' }),
    advantage: z
      .object({
        recall: EstimateReply,
        ndcg: EstimateReply,
        wins: z.int().openapi({ description: 'Papers that this one alone has among the first k.' }),
        losses: z.int().openapi({ description: 'Papers that the usual one alone has there.' }),
        pValue: z.number().openapi({ description: 'Of the exact sign test over those, two-sided.' }),
      })
      .optional()
      .openapi({ description: `Over the usual one, ${DEFAULT_STRATEGY}.` }),
  })
  .openapi('BacktestedStrategy')

const BacktestReply = z
  .object({
    split: z.enum(SPLITS),
    k: z.int(),
    lists: z.int().openapi({ description: 'How many lists each strategy made.' }),
    hidden: z.int().openapi({ description: 'How many papers were looked for in all of them.' }),
    chance: z.number().openapi({ description: 'What `recall` would be were the lists in a random order.' }),
    strategies: z.array(StrategyReply),
    interests: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        hidden: z.int(),
        recall: z.partialRecord(Strategy, EstimateReply).openapi({
          description: 'Share of its hidden papers among the first k, by strategy.',
        }),
      }),
    ),
    chosen: z.enum(REASONED_NAMES),
    why: z.string(),
    applied: z.boolean(),
    snapshot: Page.snapshot,
  })
  .openapi('Backtest')

const test = createRoute({
  method: 'post',
  path: '/{id}/backtest',
  summary: 'How well each strategy finds again what a reader has read',
  description:
    'Part of the history is hidden, every strategy recommends from the rest, and it is counted where the hidden papers stand. By time the newest fifth is hidden; seeded, the papers are dealt into five parts, of which each is hidden in turn. At most 200 papers are hidden. Another strategy than the usual one is chosen when the intervals of its advantage in recall and nDCG lie above 0 and the sign test agrees; the ones that give no reasons are compared and never chosen.',
  request: {
    params: ReaderParams,
    body: jsonBody(
      z.strictObject({
        split: z.enum(SPLITS).optional().openapi({
          description:
            'Unless told, by time where the times tell what was read last; seeded looks for five times as many papers, and so sees smaller differences.',
        }),
        k: z.int().min(1).max(DEPTH).default(20).openapi({ description: 'How much of a list is judged.' }),
        apply: z.boolean().default(false).openapi({
          description: 'Whether the chosen strategy makes the reader’s lists from now on.',
        }),
      }),
    ),
  },
  responses: answers('What was measured.', BacktestReply, 400, 404, 413, 415, 503),
})

export const backtests = (service: Service) =>
  newRouter().openapi(test, async (c) => {
    const library = service.library.get()
    const { id } = c.req.valid('param')
    const { split, k, apply } = c.req.valid('json')
    const tested = await backtest(library, await readerHistory(service, library, id), { split })
    const { choice, strategies, interests, hiddenCount, chance } = await reportOf(tested, k)
    const { strategy } = choice
    if (apply) await putStrategy(service.db, id, strategy === DEFAULT_STRATEGY ? undefined : strategy)
    return c.json(
      {
        split: tested.split,
        k,
        lists: tested.listCount,
        hidden: hiddenCount,
        chance,
        strategies: [...strategies],
        interests: interests.map(({ hiddenCount: hidden, ...interest }) => ({ ...interest, hidden })),
        chosen: strategy,
        why: choice.why,
        applied: apply,
        snapshot: library.id,
      },
      200,
    )
  })

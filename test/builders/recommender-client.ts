import { expect } from '@jest/globals';
import type { RelishEvent } from '../../services/contracts/events.ts';
import { type Answer, getPopular } from '../../services/contracts/http/answers.ts';
import { getStatus } from '../../services/contracts/http/overview.ts';
import { type Problem, problem } from '../../services/contracts/http/problem.ts';
import type { ReplyOf } from '../../services/contracts/http/route.ts';
import { anOrder, daysAgo } from './an-order.ts';
import type { RecommenderSite, Reply } from './recommender-service.ts';

/** One item taken home, so many days ago. */
export const took = (account: string, itemId: string, ago = 0): readonly RelishEvent[] =>
  anOrder(`${account}|${itemId}|${ago}`).by(account).of(itemId).placedAt(daysAgo(ago)).fulfilled().events;

export const idsOf = ({ items }: Answer): readonly string[] => items.map(({ itemId }) => itemId);

/** An answer to the service role; `path` with its query. */
export const ask = async (site: RecommenderSite, path: `/${string}`): Promise<Answer> => {
  const reply = await site.call(`GET ${path}`, { as: 'service' });
  expect(reply).toMatchObject({ status: 200 });
  return getPopular.reply.parse(reply.json);
};

/** The status once everything on the log is folded. */
export const statusOf = async (site: RecommenderSite): Promise<ReplyOf<typeof getStatus>> =>
  getStatus.reply.parse((await site.call(`GET /v1/status?minPosition=${site.log.head()}`)).json);

/** A refusal as the contract has it. */
export const expectProblem = async (
  asked: Promise<Reply>,
  status: number,
  code?: string,
): Promise<Problem> => {
  const reply = await asked;
  expect({ status: reply.status, body: reply.json }).toMatchObject({ status, body: { status } });
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const body = problem.parse(reply.json);
  if (code !== undefined) expect(body.code).toBe(code);
  return body;
};

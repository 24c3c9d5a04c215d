import type { BehaviourDocument, BehaviourResult } from '../../contracts/http/behaviours.ts';
import type { FindingFacts } from '../../contracts/http/incidents.ts';
import type { Finding } from '../incidents/monitors/monitor.ts';

const TOLD = 5;

/** An account of whom it doesn't hold, to look at. */
const accountOf = ({ failures }: BehaviourResult): FindingFacts['about'] => {
  const failure = failures.find(({ accountId }) => accountId !== undefined);
  if (failure?.accountId === undefined) return [];
  return [{ what: 'account', id: failure.accountId, note: failure.detail.slice(0, 200) }];
};

/** What must always hold and doesn't, as a monitor would say it; undefined while all of it holds. */
export const brokenBehaviours = (
  documents: readonly BehaviourDocument[],
  results: readonly BehaviourResult[],
): Finding | undefined => {
  const broken = results.filter(({ holds }) => !holds);
  const [first] = broken;
  if (!first) return undefined;
  const find = (id: string) => documents.find((document) => document.id === id);
  const more = broken.length > 1 ? ` (and ${broken.length - 1} more statements)` : '';
  return {
    reason: `It doesn’t hold: ${find(first.id)?.statement ?? first.id}${more}.`,
    facts: {
      severity: 'page',
      wayOut:
        'Go back to the model, flag or policy before the last change; or, if the statement is no longer meant, change it (console, Statements; PUT /v1/behaviours) with that reason.',
      figures: broken.slice(0, TOLD).map(({ id, failed, cases }) => ({
        ...{ name: `cases that are otherwise: ${id}`, unit: 'share', now: failed / Math.max(1, cases) },
        limit: (find(id)?.tolerance ?? 0) / 1_000_000,
      })),
      about: broken.slice(0, TOLD).flatMap((result) => [
        {
          what: 'statement' as const,
          id: result.id,
          note: (find(result.id)?.statement ?? result.id).slice(0, 200),
        },
        ...accountOf(result),
      ]),
    },
  };
};

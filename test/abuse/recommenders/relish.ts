import type { RelishEvent } from '../../../services/contracts/events.ts';
import type { Answer, Question } from '../../../services/contracts/http/answers.ts';
import { accountRowOf } from '../../../services/recommender/accounts/describe-account.ts';
import { computeAnswer, rankFor } from '../../../services/recommender/answers/compute-answer.ts';
import type { Policy } from '../../../services/recommender/integrity/policy.ts';
import type { TrustedName } from '../../../services/recommender/models/models.ts';
import { digestOf } from '../../../services/platform/digest/canonical-digest.ts';
import { RecommenderState } from '../../../services/recommender/replay/recommender-state.ts';
import { applyTo } from '../../builders/fold.ts';

/** An item in somebody's ranking; parts in millionths of a vote. */
export interface NamedPlace {
  readonly itemId: string;
  readonly score: number;
  readonly established: number;
}

/** What integrity says of an account. */
export interface Verdict {
  readonly standing: string;
  /** Reason codes of the filters. */
  readonly codes: readonly string[];
}

const newFor = (accountId: string, limit: number): Question => ({
  kind: 'recommendations',
  accountId,
  limit,
  only: 'new',
});

/** Relish in process: a state that events are folded into, and what it answers. */
export class Relish {
  readonly #state: RecommenderState;

  constructor(policy: Policy) {
    this.#state = new RecommenderState(policy, {});
  }

  apply(events: readonly RelishEvent[]): void {
    applyTo(this.#state, events);
  }

  /** From here on under another policy, as if it had always been in force. */
  activate(policy: Policy): void {
    const digest = digestOf(policy);
    this.apply([
      {
        specversion: '1.0',
        id: `bench/${digest}`,
        source: '/bench',
        type: 'policy.activated',
        time: '2026-01-01T00:00:00.000Z',
        data: { digest, policy, reason: 'bench', author: { id: 'bench', role: 'admin' } },
      },
    ]);
  }

  /** Everything that the account hasn't had, best first. */
  places(accountId: string, model: TrustedName = 'peers'): readonly NamedPlace[] {
    const { places } = rankFor(this.#state, model, newFor(accountId, 10));
    return places.inOrder().map(({ item, score, established }) => ({
      itemId: this.#state.items.nameOf(item),
      score,
      established,
    }));
  }

  /** What goes with an item, best first. */
  related(itemId: string): readonly string[] {
    const { places } = rankFor(this.#state, 'related', { kind: 'related', itemId, limit: 10 });
    return places.inOrder().map(({ item }) => this.#state.items.nameOf(item));
  }

  relatedAnswer(itemId: string, limit: number): Answer {
    return computeAnswer(this.#state, 'related', { kind: 'related', itemId, limit }, 'bench');
  }

  answer(accountId: string, limit: number): Answer {
    return computeAnswer(this.#state, 'peers', newFor(accountId, limit), 'bench');
  }

  /** The cheapest order, in minor units. */
  get cheapest(): number {
    return this.#state.catalogue.cheapest();
  }

  get digest(): string {
    return this.#state.digest();
  }

  verdict(accountId: string): Verdict | undefined {
    const account = this.#state.accounts.find(accountId);
    if (account === undefined) return undefined;
    this.#state.recount();
    const { standing, evidence } = accountRowOf(this.#state, account);
    return { standing, codes: evidence.map(({ code }) => code) };
  }

  /** Effective votes of an account by item, in millionths. */
  votes(accountId: string): ReadonlyMap<string, number> {
    const votes = new Map<string, number>();
    const account = this.#state.accounts.find(accountId);
    if (account === undefined) return votes;
    this.#state
      .refresh()
      .index.votesOf(account, (item, vote) => votes.set(this.#state.items.nameOf(item), vote));
    return votes;
  }
}

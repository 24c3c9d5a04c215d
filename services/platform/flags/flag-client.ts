import { randomUUID } from 'node:crypto';
import { OpenFeature, type Client, type Provider } from '@openfeature/server-sdk';
import { Counter, type Registry } from 'prom-client';
import type { FlagDefinition } from '../../contracts/http/flags.ts';
import { digestOf, type Digest } from '../digest/canonical-digest.ts';
import { createFlagProvider, type FlagProvider } from './flag-provider.ts';

/** The current definition, and those of the past that are asked for at the same time. */
const MAX_DEFINITIONS = 16;
/** Of each definition: about 1 MB. */
const MAX_KNOWN = 10_000;

interface Evaluator {
  readonly provider: FlagProvider;
  readonly client: Promise<Client>;
  /** What flags gave accounts, the last ones: only what comes with the account decides, so it is the same each time. */
  readonly known: Map<string, AccountFlag>;
}

/** What an account gets, and why: `variant` is absent when the caller's own default counted. */
export interface AccountFlag {
  readonly value: string;
  readonly variant?: string;
  readonly reason: string;
}

export interface Flags extends AsyncDisposable {
  /**
   * An OpenFeature client of this very definition. Ask for it each time it is needed: after MAX_DEFINITIONS
   * others it is closed, and a closed client answers PROVIDER_NOT_READY with the caller's default.
   */
  clientFor(definition: FlagDefinition): Promise<Client>;
  /** The evaluation behind `clientFor`, for OFREP, where the flag's type isn't known. */
  providerFor(definition: FlagDefinition): FlagProvider;
  /** A flag of strings for an account; `fallback` where the flag is missing, disabled or of another type. */
  stringFor(
    definition: FlagDefinition,
    key: string,
    accountId: string,
    fallback: string,
  ): Promise<AccountFlag>;
}

/** Definitions don't change, so the digest of each object is computed once. */
const createDigests = (): ((definition: FlagDefinition) => Digest) => {
  const known = new WeakMap<FlagDefinition, Digest>();
  return (definition) => {
    const digest = known.get(definition) ?? digestOf(definition);
    known.set(definition, digest);
    return digest;
  };
};

const missingKeys = (registry: Registry): Counter =>
  new Counter({
    name: 'relish_flag_evaluations_without_key_total',
    help: 'Flag evaluations without a targetingKey: percentages were passed over',
    registers: [registry],
  });

const remember = (known: Evaluator['known'], asked: string, given: AccountFlag): void => {
  const [first] = known.keys();
  if (known.size >= MAX_KNOWN && first !== undefined) known.delete(first);
  known.set(asked, given);
};

const connect = async (domain: string, provider: Provider): Promise<Client> => {
  await OpenFeature.setProviderAndWait(domain, provider);
  return OpenFeature.getClient(domain);
};

/** Flags by definition: any definition, of today or of the past, is evaluated by the same code. */
export const createFlags = ({ registry }: { readonly registry?: Registry } = {}): Flags => {
  // OpenFeature's domains are one name space per process.
  const instance = randomUUID();
  const digestFor = createDigests();
  const counter = registry && missingKeys(registry);
  const evaluators = new Map<Digest, Evaluator>();
  /** Asked for last. */
  let newest: Digest | undefined;

  const create = (definition: FlagDefinition, digest: Digest): Evaluator => {
    const provider = createFlagProvider(definition, { onMissingKey: () => counter?.inc() });
    return { provider, client: connect(`relish-${instance}-${digest}`, provider), known: new Map() };
  };
  const putAwayOldest = (): void => {
    const [oldest] = evaluators;
    if (!oldest) return;
    const [digest, { provider }] = oldest;
    evaluators.delete(digest);
    // Evaluations that have begun end before the next turn of the event loop: flagd waits for nothing.
    setImmediate(() => void provider.onClose());
  };
  const evaluatorFor = (definition: FlagDefinition): Evaluator => {
    const digest = digestFor(definition);
    const known = evaluators.get(digest);
    if (known && digest === newest) return known;
    newest = digest;
    const evaluator = known ?? create(definition, digest);
    // A map keeps the order of insertion: the first is the one not asked for longest.
    evaluators.delete(digest);
    evaluators.set(digest, evaluator);
    if (evaluators.size > MAX_DEFINITIONS) putAwayOldest();
    return evaluator;
  };
  const clientFor = async (definition: FlagDefinition): Promise<Client> => evaluatorFor(definition).client;

  return {
    clientFor,
    providerFor: (definition) => evaluatorFor(definition).provider,
    async stringFor(definition, key, accountId, fallback) {
      const { client, known } = evaluatorFor(definition);
      const asked = JSON.stringify([key, accountId]);
      const before = known.get(asked);
      if (before) return before;
      const context = { targetingKey: accountId, accountId };
      const details = await (await client).getStringDetails(key, fallback, context);
      const { value, variant, reason = 'UNKNOWN' } = details;
      if (variant === undefined) return { value, reason };
      const given = { value, variant, reason };
      remember(known, asked, given);
      return given;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...evaluators.values()].map(({ provider }) => provider.onClose()));
      evaluators.clear();
    },
  };
};

import { describe, expect, test } from '@jest/globals';
import type { Provenance } from '../../services/contracts/http/registry.ts';
import { digestOfBytes } from '../../services/platform/digest/bytes-digest.ts';
import { digestOf } from '../../services/platform/digest/canonical-digest.ts';
import { createSigner, makeSigningKey } from '../../services/platform/signing/signer.ts';
import { createLogger } from '../../services/platform/telemetry/logger.ts';
import { apartModels } from '../../services/recommender/models/apart-models.ts';
import { artifactName, provenanceName } from '../../services/recommender/registry/artifact-names.ts';
import { ArtifactPruner } from '../../services/recommender/registry/artifact-pruner.ts';
import { keepArtifact } from '../../services/recommender/registry/keep-artifact.ts';
import { type LiveModel, ModelRegistry } from '../../services/recommender/registry/model-registry.ts';
import { sealProvenance } from '../../services/recommender/registry/sealed-provenance.ts';
import type { RecommenderState } from '../../services/recommender/replay/recommender-state.ts';
import { aShop } from '../builders/a-shop.ts';
import { modelTrained } from '../builders/acts.ts';
import { exposedTo } from '../builders/an-answer.ts';
import { daysAgo } from '../builders/an-order.ts';
import { applyTo, fold } from '../builders/fold.ts';
import { aMemoryObjectStore, type MemoryObjectStore } from '../builders/memory-object-store.ts';
import { smallPolicy } from '../builders/policies.ts';

const signer = createSigner(makeSigningKey(), 'a test');
const stranger = createSigner(makeSigningKey(), 'a stranger');
const author = { id: 'admin', role: 'admin' } as const;
const shop = aShop({ policy: smallPolicy, established: 3, newcomers: 0 });

/** Bytes that nobody loads here, told apart by their first. */
const bytesOf = (mark: number): Uint8Array => Uint8Array.from({ length: 100 }, (_, at) => mark + at);

const provenanceOf = (mark: number, rest: Partial<Provenance['training']> = {}): Provenance => ({
  training: {
    ...{
      name: 'ease',
      version: apartModels.ease.model.version,
      artifact: digestOfBytes(bytesOf(mark)),
      bytes: 100,
    },
    ...{ asOf: String(mark).padStart(16, '0'), policy: digestOf(smallPolicy), day: '2026-11-20' },
    ...{ trainingSet: digestOf(mark), accounts: 3, items: 2, seconds: 0.5, ...rest },
  },
  parameters: { groups: 10 },
  fingerprint: {
    ...{ entries: 3, effectiveAccounts: 0, topItems: [], digest: digestOf('fingerprint') },
    items: { distinct: 2, entropy: 0, topShare: 0 },
  },
  code: { relish: '0.0.0', node: process.version },
  ...{ author, reason: 'a test' },
});

const train = async (
  state: RecommenderState,
  store: MemoryObjectStore,
  provenance: Provenance,
  mark: number,
): Promise<void> => {
  const said = await keepArtifact(store, signer, provenance, bytesOf(mark));
  applyTo(state, [modelTrained(said.training)]);
};

/** Two artifacts of one model, trained one after the other. */
const aRegistry = async (rest: Partial<Provenance['training']> = {}) => {
  const store = aMemoryObjectStore();
  const state = fold(shop, smallPolicy);
  const older = provenanceOf(1);
  const newer = provenanceOf(2, rest);
  await train(state, store, older, 1);
  await train(state, store, newer, 2);
  const log = { head: () => state.position };
  const deps = { state, log, store, trusted: signer.trusted, logger: createLogger('silent'), now: () => 0 };
  const registry = new ModelRegistry(deps);
  const heard: LiveModel[] = [];
  registry.onArtifact((live) => heard.push(live));
  const lookAndSee = async (): Promise<readonly string[]> => {
    registry.look();
    await registry.settled();
    return heard.map(({ digest }) => digest);
  };
  return { store, state, older, newer, registry, heard, lookAndSee };
};
type Registry = Awaited<ReturnType<typeof aRegistry>>;

const digestOfMark = (mark: number) => digestOfBytes(bytesOf(mark));

describe('the registry', () => {
  test('tells of the newest artifact, with its bytes, and of the next one when it comes', async () => {
    const { registry, state, store, heard, lookAndSee } = await aRegistry();
    await using _ = registry;
    expect(await lookAndSee()).toEqual([digestOfMark(2)]);
    expect(Buffer.compare(heard[0]!.artifact, bytesOf(2))).toBe(0);
    expect(heard[0]!.model.name).toBe('ease');
    expect(await lookAndSee()).toHaveLength(1);
    await train(state, store, provenanceOf(3), 3);
    expect(await lookAndSee()).toEqual([digestOfMark(2), digestOfMark(3)]);
    const late: string[] = [];
    registry.onArtifact(({ digest }) => late.push(digest));
    expect(late).toEqual([digestOfMark(3)]);
    expect(registry.liveOf('ease')?.digest).toBe(digestOfMark(3));
    await expect(registry.load('cooccurrence')).rejects.toMatchObject({ status: 404, code: 'not-trained' });
  });

  const swapBytes = ({ store, newer, older }: Registry) => {
    store.objects.set(artifactName(newer.training), store.objects.get(artifactName(older.training))!);
  };
  const swapStatement = ({ store, newer, older }: Registry) => {
    store.objects.set(provenanceName(newer.training), store.objects.get(provenanceName(older.training))!);
  };
  /** Signed by us, but of the other model. */
  const signAsOtherModel = ({ store, newer }: Registry) => {
    const other = { ...newer, training: { ...newer.training, name: 'cooccurrence' as const } };
    store.objects.set(provenanceName(newer.training), sealProvenance(other, signer).bytes);
  };
  const signAsStranger = ({ store, newer }: Registry) => {
    store.objects.set(provenanceName(newer.training), sealProvenance(newer, stranger).bytes);
  };
  /** Signed by us, but the log says something else of it. */
  const signAnotherSet = ({ store, newer }: Registry) => {
    const other = { ...newer, training: { ...newer.training, accounts: 1_000 } };
    store.objects.set(provenanceName(newer.training), sealProvenance(other, signer).bytes);
  };
  const flip = (at: number) => (registry: Registry) => {
    const name = artifactName(registry.newer.training);
    const bytes = Uint8Array.from(registry.store.objects.get(name)!);
    bytes[at]! ^= 1;
    registry.store.objects.set(name, bytes);
  };
  const lose =
    (nameOf: typeof artifactName | typeof provenanceName) =>
    ({ store, newer }: Registry) => {
      store.objects.delete(nameOf(newer.training));
    };

  test.each<[string, string, (registry: Registry) => void]>([
    ['a byte that was changed', 'artifact-tampered', flip(50)],
    ['bytes of another artifact', 'artifact-tampered', swapBytes],
    ['the statement of another artifact', 'artifact-swapped', swapStatement],
    ['the statement of another model', 'artifact-swapped', signAsOtherModel],
    ['a key that nobody trusts', 'unknown-key', signAsStranger],
    ['a training set that the log does not tell of', 'lineage-broken', signAnotherSet],
    ['bytes that are gone', 'artifact-missing', lose(artifactName)],
    ['a statement that is gone', 'artifact-missing', lose(provenanceName)],
  ])('refuses %s (%s), and stays with the older artifact', async (_, code, damage) => {
    const made = await aRegistry();
    await using registry = made.registry;
    damage(made);
    await expect(registry.load('ease')).rejects.toMatchObject({ status: 422, code });
    const verdict = await registry.verdictOn(made.state.trained.of('ease')[0]!);
    expect(verdict).toMatchObject({ problem: { code } });
    expect(registry.refused()).toEqual([]);
    expect(await made.lookAndSee()).toEqual([digestOfMark(1)]);
    expect(registry.refused()).toEqual([{ model: 'ease', artifact: digestOfMark(2), code }]);
    expect(await registry.load('ease', digestOfMark(1))).toMatchObject({ signedBy: signer.keyId });
    // The way out, also on the same day and the same votes.
    await train(made.state, made.store, made.newer, 2);
    expect(await made.lookAndSee()).toEqual([digestOfMark(1), digestOfMark(2)]);
    expect(registry.refused()).toEqual([]);
  });

  test('keeps what was said of the same training first, unless it is of another log', async () => {
    const store = aMemoryObjectStore();
    const [before, now, after] = [5, 7, 9].map((asOf) =>
      provenanceOf(1, { asOf: String(asOf).padStart(16, '0') }),
    );
    await keepArtifact(store, signer, now!, bytesOf(1));
    expect(await keepArtifact(store, signer, after!, bytesOf(1))).toEqual(now);
    expect(await keepArtifact(store, signer, before!, bytesOf(1))).toEqual(before);
  });

  test.each<[string, string, Partial<Provenance['training']>]>([
    ['a training set past the log', 'lineage-broken', { asOf: '9'.repeat(16) }],
    ['a policy that nobody knows', 'lineage-broken', { policy: digestOf('another') }],
    ['another version of the model', 'artifact-outdated', { version: 'of-old' }],
  ])('refuses %s (%s), although it is signed', async (_, code, rest) => {
    const made = await aRegistry(rest);
    await using registry = made.registry;
    await expect(registry.load('ease')).rejects.toMatchObject({ status: 422, code });
    expect(await made.lookAndSee()).toEqual([digestOfMark(1)]);
    // Newer code is nobody's doing.
    expect(registry.refused()).toHaveLength(code === 'artifact-outdated' ? 0 : 1);
  });

  describe('forgets artifacts', () => {
    const HOUR = 3_600_000;
    const never = new AbortController().signal;
    const bytesKept = ({ objects }: MemoryObjectStore): readonly number[] =>
      Array.from({ length: 9 }, (_, mark) => mark).filter((mark) =>
        objects.has(artifactName({ name: 'ease', artifact: digestOfMark(mark) })),
      );

    /** Seven artifacts, of which the first two are beyond the five that the registry tells of. */
    const aPruner = async (before: (made: Registry) => Promise<void> = async () => {}) => {
      const made = await aRegistry();
      await before(made);
      for (const mark of [3, 4, 5, 6, 7]) await train(made.state, made.store, provenanceOf(mark), mark);
      const is = { now: 0, ready: true, head: made.state.position };
      const pruner = new ArtifactPruner({
        ...made,
        log: { head: () => is.head, awaySince: () => undefined },
        now: () => is.now,
        isReady: () => is.ready,
      });
      return { ...made, is, prune: () => pruner.prune(never) };
    };

    test('that nobody has needed for an hour, and keeps what was signed of them', async () => {
      const { store, is, prune, registry, older } = await aPruner();
      await using _ = registry;
      await prune();
      is.now = HOUR - 1;
      await prune();
      expect(bytesKept(store)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      is.now = HOUR;
      await prune();
      expect(bytesKept(store)).toEqual([3, 4, 5, 6, 7]);
      expect(store.objects.has(provenanceName(older.training))).toBe(true);
    });

    test('but neither the live one nor one that made a list of the last week', async () => {
      const { store, state, is, prune, registry, older } = await aPruner(async ({ lookAndSee }) => {
        expect(await lookAndSee()).toEqual([digestOfMark(2)]);
      });
      await using _ = registry;
      const model = { name: 'ease', version: '1', digest: older.training.artifact } as const;
      applyTo(state, [exposedTo('e-1', 'ease', daysAgo(0), { model })]);
      for (is.now of [0, HOUR]) await prune();
      expect(bytesKept(store)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('and not one while the fold is behind, or has not begun', async () => {
      const { store, is, prune, registry } = await aPruner();
      await using _ = registry;
      is.ready = false;
      for (is.now of [0, HOUR]) await prune();
      is.ready = true;
      is.head = '9'.repeat(16);
      for (is.now of [0, HOUR, 2 * HOUR]) await prune();
      expect(bytesKept(store)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('which can then not answer again, and says so', async () => {
      const { store, state, registry } = await aPruner();
      await using _ = registry;
      const [trained] = state.trained.of('ease');
      expect(Buffer.compare(await registry.read(trained!), bytesOf(7))).toBe(0);
      store.objects.delete(artifactName(trained!));
      await expect(registry.read(trained!)).rejects.toMatchObject({ status: 409, code: 'artifact-gone' });
    });
  });

  test('looks again where the store was away', async () => {
    const made = await aRegistry();
    await using _ = made.registry;
    const { get } = made.store;
    made.store.get = () => Promise.reject(new Error('away'));
    expect(await made.lookAndSee()).toEqual([]);
    made.store.get = get;
    expect(await made.lookAndSee()).toEqual([digestOfMark(2)]);
  });
});

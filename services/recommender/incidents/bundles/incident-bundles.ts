import { setImmediate } from 'node:timers/promises';
import type { Answer, Question } from '../../../contracts/http/answers.ts';
import { answer, question } from '../../../contracts/http/answers.ts';
import type { FindingKind } from '../../../contracts/http/incidents.ts';
import type { IncidentBundle } from '../../../contracts/incident-bundle.ts';
import type { IncidentWindow } from '../../../contracts/incident-window.ts';
import { digestOfBytes } from '../../../platform/digest/bytes-digest.ts';
import { digestOf } from '../../../platform/digest/canonical-digest.ts';
import type { ObjectStore } from '../../../platform/object-store/object-store.ts';
import type { Follower } from '../../replay/follower.ts';
import { inTurns } from '../../replay/in-turns.ts';
import type { ModelRegistry } from '../../registry/model-registry.ts';
import type { RecommenderState } from '../../replay/recommender-state.ts';
import { type Draft, draftSnapshot, packSnapshot, type Snapshot } from '../../snapshots/encode-snapshot.ts';
import type { Seal } from '../../snapshots/snapshots.ts';
import type { Finding } from '../monitors/monitor.ts';
import { artifactsOf } from './bundled-artifacts.ts';
import { sealedText } from './sealed-text.ts';
import { suspectsOf } from './suspects-of.ts';

const FOLDER = 'incidents/';
/** Bytes of a packed state that still fit: about two million events. */
const MAX_SNAPSHOT = 64 * 1024 * 1024;
/** Bundles that stay though no incident of theirs is shown. */
const SPARED = 20;

interface IncidentBundlesDeps {
  readonly state: RecommenderState;
  readonly follower: Follower;
  readonly objects: ObjectStore;
  readonly seal: Seal;
  readonly registry: Pick<ModelRegistry, 'liveOf'>;
  /** What would go out now. Nothing is written down. */
  readonly preview: (question: Question) => Promise<Answer>;
}

interface Opening extends Finding {
  readonly incidentId: string;
  readonly kind: FindingKind;
  readonly window: IncidentWindow;
}

type Facts = Omit<IncidentBundle, 'snapshot' | 'artifacts'>;

const nameOf = (incidentId: string): string => `${FOLDER}${incidentId}.json`;

/**
 * Forensic bundles in the object store: what an incident was opened on, as of one position, sealed. They are bounded:
 * 50 answers, 650 lists that went out, 200 suspects, the packed state up to 64 MB, and up to 16 MB of each trained model. Those of the incidents that are
 * shown are kept.
 */
export class IncidentBundles {
  readonly #deps: IncidentBundlesDeps;

  constructor(deps: IncidentBundlesDeps) {
    this.#deps = deps;
  }

  /** The fold stands still meanwhile. @throws AppError 503 `objects-away`, the reason of `stop` */
  async capture(opening: Opening, stop: AbortSignal): Promise<void> {
    const { follower, state } = this.#deps;
    const { facts, draft } = await follower.still(async () => ({
      facts: await this.#factsOf(opening, stop),
      draft: await draftSnapshot(state, stop),
    }));
    const sealed = await this.#seal(facts, draft, stop);
    await this.#forgetOld();
    await this.#deps.objects.putIfAbsent(nameOf(opening.incidentId), sealed);
  }

  /** The JSON of a sealed bundle; undefined if there is none. @throws AppError 503 `objects-away` */
  read(incidentId: string): Promise<Uint8Array | undefined> {
    return this.#deps.objects.get(nameOf(incidentId));
  }

  async #factsOf({ incidentId, kind, reason, facts, window }: Opening, stop: AbortSignal): Promise<Facts> {
    const { state } = this.#deps;
    const { definition } = state.flags;
    return {
      ...{ incidentId, kind, reason, facts, window, time: window.time, position: state.position },
      policy: { digest: state.policyDigest, content: state.policy },
      flags: { digest: digestOf(definition), content: definition },
      behaviours: [...state.behaviours.documents],
      answers: await this.#answers(stop),
      suspects: await inTurns(suspectsOf(state), stop),
    };
  }

  /** What went out last, and what is answered to the same now; what another version wrote otherwise is left out. */
  async #answers(stop: AbortSignal): Promise<Facts['answers']> {
    const answers: Facts['answers'] = [];
    for (const { exposure } of this.#deps.state.recentAnswers.recent) {
      await setImmediate();
      stop.throwIfAborted();
      const asked = question.safeParse(exposure.data.question);
      const then = answer.safeParse(exposure.data.answer);
      if (!asked.success || !then.success) continue;
      const now = await this.#deps.preview(asked.data);
      answers.push({ time: exposure.time, question: asked.data, then: then.data, now });
    }
    return answers;
  }

  async #seal(facts: Facts, draft: Draft, stop: AbortSignal): Promise<Uint8Array> {
    const packed = await packSnapshot(draft, stop);
    const snapshot = packed.bytes.byteLength <= MAX_SNAPSHOT ? packed : undefined;
    const { artifacts, bytes } = artifactsOf(facts.answers, (name) => this.#deps.registry.liveOf(name));
    const bundle: IncidentBundle = { ...facts, artifacts, snapshot: this.#described(packed, snapshot) };
    const content = JSON.stringify(bundle);
    const manifest = { kind: 'incident-bundle', digest: digestOfBytes(Buffer.from(content)) };
    const seal = await this.#deps.seal.sign(Buffer.from(JSON.stringify(manifest)));
    return sealedText({ seal, content, snapshot: snapshot?.bytes, artifacts: bytes }, stop);
  }

  #described({ bytes, digest }: Snapshot, kept: Snapshot | undefined): IncidentBundle['snapshot'] {
    if (kept) return { digest, bytes: bytes.byteLength };
    return { leftOut: `The state is ${bytes.byteLength} bytes, and a bundle holds ${MAX_SNAPSHOT}.` };
  }

  async #forgetOld(): Promise<void> {
    const { objects, state } = this.#deps;
    const shown = new Set(state.incidents.all.map(({ incidentId }) => nameOf(incidentId)));
    const old = (await objects.list(FOLDER)).filter(({ name }) => !shown.has(name));
    // One that another replica has just written isn't known here yet: only many are too many.
    for (const { name } of old.slice(SPARED)) await objects.remove(name);
  }
}

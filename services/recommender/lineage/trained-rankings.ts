import type { TrainedModel } from '../models/model-history.ts';
import type { ModelRequest, RankedItem } from '../models/apart-model.ts';
import { type ApartHandle, apartRequestOf } from '../rendezvous/apart-handle.ts';
import { type Asking, isKnownTo } from '../rendezvous/asking.ts';
import { checkedItems, MAX_PLACES, NoAnswer } from '../rendezvous/checked-items.ts';
import { AppError } from '../../platform/http/app-error.ts';

/** Each has a thread and a heap. */
const MOST_OPEN = 2;

/** Opens a model as it was trained then; whoever opens it ends it. @throws AppError 409 `artifact-gone` and others */
export type OpenTrained = (trained: TrainedModel, stop: AbortSignal) => Promise<ApartHandle>;

/** What models as they were trained then say to past questions, as deep as they go. The last few of them stay open. */
export class TrainedRankings {
  readonly #openTrained: OpenTrained;
  readonly #stop: AbortSignal;
  readonly #handles = new Map<string, ApartHandle>();

  constructor(openTrained: OpenTrained, stop: AbortSignal) {
    this.#openTrained = openTrained;
    this.#stop = stop;
  }

  /**
   * All its places, best first. Undefined where it has no answer: then another would have stood in for it.
   * @throws AppError 409 `artifact-gone`, 422 where the artifact isn't believed, 502 `model-failed`; the reason of `stop`
   */
  async rank(
    asking: Pick<Asking, 'request' | 'frame' | 'policy' | 'numberOf'>,
    trained: TrainedModel,
  ): Promise<readonly RankedItem[] | undefined> {
    const request: ModelRequest = { ...asking.request, depth: MAX_PLACES - asking.request.limit };
    const handle = await this.#handleOf(trained);
    const reply = await this.#ask(handle, request);
    try {
      return checkedItems(reply, request, isKnownTo(asking)).items;
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }

  /** Ends what is open; whoever asks again opens it again. */
  async close(): Promise<void> {
    const handles = [...this.#handles.values()];
    this.#handles.clear();
    for (const handle of handles) await handle[Symbol.asyncDispose]();
  }

  async #ask(handle: ApartHandle, request: ModelRequest): Promise<unknown> {
    try {
      const reply = handle.ask(apartRequestOf(request));
      if (!reply) throw new Error(handle.health.problem ?? `it is ${handle.health.is}`);
      return await reply;
    } catch (cause) {
      this.#stop.throwIfAborted();
      const why = cause instanceof Error ? cause.message : String(cause);
      const detail = `The model ${handle.model.name} has no answer: ${why}. Ask again in a moment.`;
      throw new AppError(502, 'model-failed', detail, { cause });
    }
  }

  async #handleOf(trained: TrainedModel): Promise<ApartHandle> {
    const known = this.#handles.get(trained.artifact);
    this.#handles.delete(trained.artifact);
    if (known && known.health.is !== 'live') await known[Symbol.asyncDispose]();
    const handle = known?.health.is === 'live' ? known : await this.#openTrained(trained, this.#stop);
    this.#handles.set(trained.artifact, handle);
    const [oldest] = this.#handles;
    if (oldest && this.#handles.size > MOST_OPEN) {
      this.#handles.delete(oldest[0]);
      await oldest[1][Symbol.asyncDispose]();
    }
    return handle;
  }
}

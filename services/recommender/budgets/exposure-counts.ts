import type { EventOf } from '../../contracts/events.ts';
import { judgeAnswer } from './judge-answer.ts';
import { MinuteCounts } from './minute-counts.ts';

type Exposed = EventOf<'recommendation.exposed'>['data'];

/** Good and bad answers by objective and minute, as the log tells them: of all replicas. */
export class ExposureCounts {
  readonly withoutSafetyNet = new MinuteCounts();
  readonly fresh = new MinuteCounts();
  readonly certified = new MinuteCounts();

  /** @param minute when it went out, since 1970 */
  note({ question, answer }: Exposed, minute: number): void {
    const { certified, fresh, 'without-safety-net': without } = judgeAnswer(question, answer);
    if (without !== undefined) this.withoutSafetyNet.add(minute, without);
    if (fresh !== undefined) this.fresh.add(minute, fresh);
    if (certified !== undefined) this.certified.add(minute, certified);
  }

  save() {
    return {
      withoutSafetyNet: this.withoutSafetyNet.save(),
      fresh: this.fresh.save(),
      certified: this.certified.save(),
    };
  }

  restore(saved: ReturnType<ExposureCounts['save']>): void {
    this.withoutSafetyNet.restore(saved.withoutSafetyNet);
    this.fresh.restore(saved.fresh);
    this.certified.restore(saved.certified);
  }
}

import type { Answer, ServedBy } from '../../contracts/http/answers.ts';
import type { ModelIdentity, ModelRole, SettledAnswer } from '../../contracts/http/rendezvous.ts';
import type { Said } from './asking.ts';
import { chooseAt, LADDER } from './ladder.ts';

/** One model at one request. */
export interface Seat {
  readonly model: ModelIdentity;
  readonly role: ModelRole;
}

type Result = Pick<SettledAnswer, 'outcome' | 'micros' | 'problem'>;

interface Taken extends Seat {
  result?: Result;
  said?: Said;
}

interface MeetingOptions {
  /** Milliseconds, of a clock that doesn't jump. */
  readonly now: () => number;
  /** How many items of each list are written down. */
  readonly limit: number;
  /** Hears, once, when a list went out and everybody is heard. */
  readonly onSettled: (servedBy: ServedBy, answers: readonly SettledAnswer[]) => void;
}

const replyOf = ({ result, said }: Taken): 'waiting' | 'answered' | 'failed' =>
  said ? 'answered' : result ? 'failed' : 'waiting';

const settledOf = ({ model, role, result, said }: Taken, limit: number): SettledAnswer => ({
  model,
  role,
  ...(result ?? { outcome: 'silent' }),
  items: (said?.items ?? []).slice(0, limit).map(({ itemId, score }) => [itemId, score]),
});

/** All models at one request: who is there, what they said, whose answer goes out when, and what became of the rest. */
export class Meeting {
  readonly #options: MeetingOptions;
  readonly #start: number;
  readonly #seats: Taken[] = [];
  #timer: NodeJS.Timeout | undefined;
  #decide: ((taken: Taken | undefined) => void) | undefined;
  #servedBy: ServedBy | undefined;
  #isSettled = false;

  constructor(options: MeetingOptions) {
    this.#options = options;
    this.#start = options.now();
  }

  /** Seats a model; what becomes of it is told by `hear` or `miss`. */
  seat(model: ModelIdentity, role: ModelRole): Seat {
    const seat: Taken = { model, role };
    this.#seats.push(seat);
    return seat;
  }

  /** @param micros what it took; without it the time since the request came */
  hear(seat: Seat, said: Said, micros?: number): void {
    const elapsed = this.#elapsed();
    const outcome = micros === undefined && elapsed > LADDER.last ? 'late' : 'answered';
    this.#note(seat, { outcome, micros: micros ?? Math.round(elapsed * 1_000) }, said);
  }

  miss(seat: Seat, outcome: 'failed' | 'silent' | 'skipped', problem?: string): void {
    this.#note(seat, { outcome, ...(problem !== undefined && { problem: problem.slice(0, 200) }) });
  }

  /** The answer of somebody who is heard already, if it may go out at once. */
  choose(): Answer | undefined {
    const choice = chooseAt(this.#elapsed(), this.#contestants());
    return choice.kind === 'take' ? this.#serve(this.#seats[choice.index]) : undefined;
  }

  /** Resolves by the ladder; undefined where the default list has to go out. */
  async wait(): Promise<Answer | undefined> {
    const taken = await new Promise<Taken | undefined>((resolve) => {
      this.#decide = resolve;
      this.#look();
    });
    return this.#serve(taken);
  }

  #elapsed(): number {
    return this.#options.now() - this.#start;
  }

  #contestants() {
    return this.#seats.map((seat) => ({ role: seat.role, reply: replyOf(seat) }));
  }

  #note(seat: Seat, result: Result, said?: Said): void {
    const taken = this.#seats.find((one) => one === seat);
    if (!taken || taken.result) return;
    taken.result = result;
    if (said) taken.said = said;
    this.#look();
    this.#settle();
  }

  /** Decides if it is time to, or sees to it that it is looked again in time. */
  #look(): void {
    if (!this.#decide) return;
    clearTimeout(this.#timer);
    const elapsed = this.#elapsed();
    const choice = chooseAt(elapsed, this.#contestants());
    if (choice.kind === 'wait') {
      this.#timer = setTimeout(() => this.#look(), Math.max(0, choice.until - elapsed));
      return;
    }
    this.#decide(choice.kind === 'take' ? this.#seats[choice.index] : undefined);
    this.#decide = undefined;
  }

  #serve(seat: Taken | undefined): Answer | undefined {
    this.#servedBy = seat?.said ? seat.role : 'default';
    const answer = seat?.said?.toAnswer(this.#servedBy);
    this.#settle();
    return answer;
  }

  #settle(): void {
    if (this.#isSettled || this.#servedBy === undefined || this.#seats.some(({ result }) => !result)) return;
    this.#isSettled = true;
    const { limit, onSettled } = this.#options;
    onSettled(
      this.#servedBy,
      this.#seats.map((seat) => settledOf(seat, limit)),
    );
  }
}

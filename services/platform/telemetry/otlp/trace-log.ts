import { type Link, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { RelishEvent } from '../../../contracts/events.ts';
import type { EventLog, LogBatch, Position } from '../../event-log/event-log.ts';
import { type Spans, spanContextOf, traceparentOf } from './trace-context.ts';

/** Of one span: a batch may hold thousands of orders, and a collector wants to show them. */
const MOST_LINKS = 100;
/** Batches that no answer has included yet; older ones are forgotten. */
const MOST_FOLDS = 50;

interface Fold {
  readonly span: Span;
  readonly last: Position;
}

/** Where the orders of a batch were appended, each span once: the newest, if there are too many. */
const linksOf = ({ events }: LogBatch): Link[] => {
  const links = new Map<string, Link>();
  for (let index = events.length - 1; index >= 0 && links.size < MOST_LINKS; index--) {
    const traceparent = events[index]?.traceparent;
    if (traceparent === undefined || links.has(traceparent)) continue;
    const context = spanContextOf(traceparent);
    if (context) links.set(traceparent, { context });
  }
  return [...links.values()];
};

/** Whoever sent an event may have told where it came from: that stays. */
const stamped = (events: readonly RelishEvent[], traceparent: string | undefined): readonly RelishEvent[] =>
  traceparent === undefined
    ? events
    : events.map((event) => (event.traceparent === undefined ? { ...event, traceparent } : event));

const typesOf = (events: readonly RelishEvent[]): string[] => [...new Set(events.map(({ type }) => type))];

/** The folds that nobody has answered from yet. */
class OpenFolds {
  readonly #folds: Fold[] = [];

  add(fold: Fold): void {
    this.#folds.push(fold);
    if (this.#folds.length > MOST_FOLDS) this.#folds.shift();
  }

  /** Those that an answer as of `position` is the first to include. */
  takeUpTo(position: Position): Link[] {
    const included = this.#folds.findLastIndex(({ last }) => last <= position);
    return this.#folds.splice(0, included + 1).map(({ span }) => ({ context: span.spanContext() }));
  }
}

/** An answer is known by its record: its request's span says as of when it is, and which folds it is the first of. */
const describeAnswers = (
  events: readonly RelishEvent[],
  request: Span | undefined,
  folds: OpenFolds,
): void => {
  for (const event of events) {
    if (event.type !== 'recommendation.exposed' || !request) continue;
    const { position, answer } = event.data;
    request.setAttributes({ 'relish.answer.position': position, 'relish.answer.model': answer.model.name });
    request.addLinks(folds.takeUpTo(position));
  }
};

/** A log whose appends and follows leave spans; see `Tracing`. */
export const traceLog = (log: EventLog, spans: Spans): EventLog => {
  const folds = new OpenFolds();

  const follow: EventLog['follow'] = async function* (after, signal) {
    for await (const batch of log.follow(after, signal)) {
      const links = linksOf(batch);
      if (links.length === 0) {
        yield batch;
        continue;
      }
      const attributes = { 'relish.events': batch.events.length, 'relish.position': batch.last };
      const span = spans.start('fold', { kind: SpanKind.CONSUMER, links, attributes });
      folds.add({ span, last: batch.last });
      try {
        // Whoever follows asks for the next when it is done with this one.
        yield batch;
      } finally {
        span.end();
      }
    }
  };

  const append: EventLog['append'] = async (events, options) => {
    describeAnswers(events, spans.active(), folds);
    const attributes = { 'relish.events': events.length, 'relish.event.types': typesOf(events) };
    const span = spans.start('append', { kind: SpanKind.PRODUCER, attributes });
    try {
      const appended = await log.append(stamped(events, traceparentOf(span)), options);
      if (appended.outcome === 'conflict') span.setAttribute('relish.conflict', true);
      else span.setAttribute('relish.position', appended.positions.at(-1) ?? log.head());
      return appended;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };

  return {
    append,
    follow,
    read: (after, limit) => log.read(after, limit),
    head: () => log.head(),
    awaySince: () => log.awaySince(),
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
};

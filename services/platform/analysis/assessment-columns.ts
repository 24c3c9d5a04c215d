import { timestampValue } from '@duckdb/node-api';
import type { listAssessments } from '../../contracts/http/accounts.ts';
import type { ReplyOf } from '../../contracts/http/route.ts';
import type { Column } from './event-columns.ts';

type Assessment = ReplyOf<typeof listAssessments>['rows'][number];

/** The verdict on an order line, with whose it is and of which version. */
export interface AssessmentRow extends Assessment {
  readonly accountId: string;
  readonly policy: string;
  readonly position: string;
}

const MICROS_A_MILLISECOND = 1_000n;

/** The columns of a table of assessments. Weight and confidence in millionths; times are UTC. */
export const ASSESSMENT_COLUMNS: readonly Column<AssessmentRow>[] = [
  { name: 'account_id', type: 'VARCHAR', valueOf: ({ accountId }) => accountId },
  { name: 'order_id', type: 'VARCHAR', valueOf: ({ orderId }) => orderId },
  { name: 'item_id', type: 'VARCHAR', valueOf: ({ itemId }) => itemId },
  { name: 'quantity', type: 'BIGINT', valueOf: ({ quantity }) => BigInt(quantity) },
  {
    name: 'placed',
    type: 'TIMESTAMP',
    valueOf: ({ placed }) =>
      placed === undefined ? null : timestampValue(BigInt(Date.parse(placed)) * MICROS_A_MILLISECOND),
  },
  { name: 'outcome', type: 'VARCHAR', valueOf: ({ outcome }) => outcome },
  { name: 'weight', type: 'BIGINT', valueOf: ({ weight }) => BigInt(weight) },
  { name: 'confidence', type: 'BIGINT', valueOf: ({ confidence }) => BigInt(confidence) },
  { name: 'evidence', type: 'JSON', valueOf: ({ evidence }) => JSON.stringify(evidence) },
  { name: 'policy', type: 'VARCHAR', valueOf: ({ policy }) => policy },
  { name: 'position', type: 'VARCHAR', valueOf: ({ position }) => position },
];

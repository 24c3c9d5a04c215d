import type { getAccount } from '../../../services/contracts/http/accounts.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';

export type AccountDetail = ReplyOf<typeof getAccount>;

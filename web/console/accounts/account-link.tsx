import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from 'wouter';

interface AccountLinkProps extends Pick<AnchorProps, 'fw'> {
  readonly accountId: string;
}

/** An account, with the way to its page. */
export const AccountLink = ({ accountId, ...look }: AccountLinkProps) => (
  <Anchor component={Link} href={`/accounts/${encodeURIComponent(accountId)}`} size="sm" {...look}>
    {accountId}
  </Anchor>
);

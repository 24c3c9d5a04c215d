import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../../look/problem-error.ts';
import { ErrorState } from '../../look/states.tsx';

/** Why an order was refused, and the way out where this app has one. */
export const OrderRefused = ({ error }: { readonly error: unknown }) => {
  const { code } = problemOf(error);
  return (
    <div>
      <ErrorState title="The order wasn’t placed" error={error} />
      {code === 'log-away' && (
        <Text size="sm" mt="xs">
          Your basket stays as it is. Press again in a moment: it can’t be ordered twice.
        </Text>
      )}
      {code === 'hold-limit' && (
        <Text size="sm" mt="xs">
          See what you hold:{' '}
          <Anchor component={Link} href="/orders">
            my orders
          </Anchor>
        </Text>
      )}
    </div>
  );
};

import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import type { reproduceAnswer } from '../../../services/contracts/http/answers.ts';
import { ErrorState } from '../../look/states.tsx';
import { useReproduce } from './use-blame.ts';

type Reproduced = ReplyOf<typeof reproduceAnswer>;

const Differences = ({ differences = [] }: Reproduced) => (
  <Alert color="tomato" title="Not as it went out" role="alert">
    <Text size="sm">
      The log is the same, so the code is another: ask with the version that answered, or tell its makers.
    </Text>
    {differences.map(({ member, recorded = 'nothing', again = 'nothing' }) => (
      <div key={member}>
        <Text size="sm" fw={600} mt="xs">
          {member}
        </Text>
        <Code block>{`went out: ${recorded}\nnow:      ${again}`}</Code>
      </div>
    ))}
  </Alert>
);

/** Computes the list again, from the log as it was, and says whether it is the same. */
export const ReproduceButton = ({ requestId }: { readonly requestId: string }) => {
  const { mutate, data, error, isPending } = useReproduce(requestId);
  return (
    <Stack mt="md" gap="sm" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        Compute again
      </Button>
      {error && <ErrorState title="That didn’t work" error={error} />}
      {data?.identical === true && (
        <Alert color="relish" role="status" icon={<IconCheck aria-hidden />} title="Identical">
          Computed again from the log as it was: all items, scores and certificates, to the byte.
        </Alert>
      )}
      {data?.identical === false && <Differences {...data} />}
    </Stack>
  );
};

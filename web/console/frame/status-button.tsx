import {
  Badge,
  Box,
  Code,
  Group,
  Popover,
  SimpleGrid,
  Stack,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { count } from '../../look/format.ts';
import { positionText, pulseOf, shortDigest, type Status } from './status-words.ts';
import { useStatus } from './use-status.ts';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <Text size="xs" c="dimmed">
      {name}
    </Text>
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Text>
  </div>
);

const WaivedBadge = () => <Badge color="mustard">No promises yet</Badge>;

const Details = ({ status }: { readonly status: Status }) => (
  <Stack gap="sm">
    <SimpleGrid cols={2} spacing="sm" verticalSpacing="xs">
      <Fact name="Position">{positionText(status.position)}</Fact>
      <Fact name="Not folded yet">{count(status.lag)}</Fact>
      <Fact name="Events">{count(status.events)}</Fact>
      <Fact name="Day of the fold">{status.day ?? 'none yet'}</Fact>
      <Fact name="Accounts">{count(status.accounts)}</Fact>
      <Fact name="Established">{count(status.established)}</Fact>
      <Fact name="Quarantined">{count(status.quarantined)}</Fact>
      <Fact name="Items">{count(status.items)}</Fact>
    </SimpleGrid>
    <Fact name="Digest of the votes">
      <Code>{status.digest}</Code>
    </Fact>
    <Fact name="Policy">
      <Code>{status.policy}</Code>
    </Fact>
    {status.waived && (
      <Text size="sm">
        The shop is new: newcomers count in full, and no list is certified until enough accounts are
        established.
      </Text>
    )}
  </Stack>
);

const Summary = ({ status }: { readonly status: Status }) => (
  <Group gap="md" visibleFrom="md" wrap="nowrap">
    <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
      Position {positionText(status.position)}
    </Text>
    <Text size="sm" c="dimmed" ff="monospace">
      {shortDigest(status.digest)}
    </Text>
    {status.waived && <WaivedBadge />}
  </Group>
);

/** The pulse of the service in the header; pressed, it tells all that the status says. */
export const StatusButton = () => {
  const { data, isError } = useStatus();
  const pulse = pulseOf(data, isError);
  return (
    <Popover width={320} position="bottom-end" withArrow trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton px="xs" py={6} miw={0} style={{ borderRadius: 8 }}>
          <VisuallyHidden>Status:</VisuallyHidden>{' '}
          <Group gap="md" wrap="nowrap">
            <Group gap={8} wrap="nowrap" miw={0}>
              <Box w={10} h={10} bg={`${pulse.colour}.5`} style={{ borderRadius: '50%', flex: 'none' }} />
              <Text size="sm" fw={600} truncate>
                {pulse.text}
              </Text>
            </Group>
            {data && <Summary status={data} />}
          </Group>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Status" tabIndex={-1}>
        {data ? <Details status={data} /> : <Text size="sm">The recommender has not answered yet.</Text>}
      </Popover.Dropdown>
    </Popover>
  );
};

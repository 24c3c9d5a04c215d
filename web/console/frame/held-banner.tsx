import { Alert, Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { dayAndTime } from '../../look/format.ts';
import { heldText } from './status-words.ts';
import { useStatus } from './use-status.ts';

/** Over every page while publication is held: since when and why, and the way to where it is let go on. */
export const HeldBanner = () => {
  const held = useStatus().data?.held;
  if (!held) return null;
  return (
    <Alert
      role="alert"
      color="tomato"
      variant="filled"
      mb="lg"
      icon={<IconAlertTriangle aria-hidden />}
      title={`Publication is held since ${dayAndTime(held.since)}`}
    >
      <Text size="sm">{heldText(held)}</Text>
      <Anchor component={Link} href="/incidents" c="inherit" size="sm" fw={650} underline="always">
        See what happened
      </Anchor>
    </Alert>
  );
};

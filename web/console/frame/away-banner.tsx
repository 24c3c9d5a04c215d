import { Alert, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { dayAndTime } from '../../look/format.ts';
import { awayText } from './status-words.ts';
import { useStatus } from './use-status.ts';

/** Over every page while the log can't be reached: since when, and what goes on all the same. */
export const AwayBanner = () => {
  const status = useStatus().data;
  if (!status?.awaySince) return null;
  return (
    <Alert
      role="alert"
      color="tomato"
      variant="filled"
      mb="lg"
      icon={<IconPlugConnectedX aria-hidden />}
      title={`The log can’t be reached since ${dayAndTime(status.awaySince)}`}
    >
      <Text size="sm">{awayText(status)}</Text>
    </Alert>
  );
};

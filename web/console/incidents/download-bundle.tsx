import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { getIncidentBundle } from '../../../services/contracts/http/incidents.ts';
import { callRoute } from '../../look/api.ts';
import { problemOf } from '../../look/problem-error.ts';

/** Gives the browser a file to keep. */
const keepFile = (name: string, content: string): void => {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  [link.href, link.download] = [address, name];
  link.click();
  URL.revokeObjectURL(address);
};

/** The forensic bundle as a file, for `relish replay`. */
export const DownloadBundle = ({ incidentId }: { readonly incidentId: string }) => {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => callRoute(getIncidentBundle, { params: { incidentId } }),
    onSuccess: (bundle) => keepFile(`incident-${incidentId}.json`, JSON.stringify(bundle)),
  });
  return (
    <Group gap="sm">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={isPending}
        onClick={() => mutate()}
      >
        Forensic bundle
      </Button>
      <Text size="xs" c={error ? 'tomato' : 'dimmed'} role={error ? 'alert' : undefined}>
        {error ? problemOf(error).detail : 'Replay it anywhere: npx relish replay FILE'}
      </Text>
    </Group>
  );
};

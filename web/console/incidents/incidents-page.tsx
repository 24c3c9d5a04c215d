import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Incident, listIncidents } from '../../../services/contracts/http/incidents.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { IncidentCard } from './incident-card.tsx';
import { contractText } from './incident-words.ts';
import { useIncidents } from './use-incidents.ts';

const Incidents = ({ data }: { readonly data: ReplyOf<typeof listIncidents> }) => {
  const { person } = useSession();
  const [asked, setAsked] = useState<Incident>();
  const [isAsking, setIsAsking] = useState(false);
  const ask = (incident: Incident) => {
    setAsked(incident);
    setIsAsking(true);
  };
  if (data.incidents.length === 0) {
    return (
      <EmptyState order={2} title="Nothing was ever held">
        What came in was well-formed enough to be published at once, and no monitor found anything weird.
      </EmptyState>
    );
  }
  return (
    <Stack gap="md">
      {data.incidents.map((incident) => (
        <IncidentCard
          key={incident.incidentId}
          incident={incident}
          waiting={data.waiting}
          onClose={!incident.closed && person?.role === 'admin' ? () => ask(incident) : undefined}
        />
      ))}
      {asked && <CloseDialog opened={isAsking} incident={asked} onClose={() => setIsAsking(false)} />}
    </Stack>
  );
};

/** What monitors found and what held publication: what was seen, what to do, who said that it is over. */
export const IncidentsPage = () => {
  const { data, error, isPending, refetch } = useIncidents();
  return (
    <>
      <PageTitle title="Incidents">
        When Relish was up and fast, and did something weird; and when too much of what came in was refused.
      </PageTitle>
      {isPending && <LoadingState label="Loading the incidents" rows={3} rowHeight={120} />}
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data && (
        <>
          <Text size="sm" c="dimmed" mb="md">
            {contractText(data)}
          </Text>
          <Incidents data={data} />
        </>
      )}
    </>
  );
};

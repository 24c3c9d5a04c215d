import { Button, Card, Select, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { listRollouts, RolloutView } from '../../../services/contracts/http/rollouts.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { dayAndTime } from '../../look/format.ts';
import { useSession } from '../../look/session.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../look/states.tsx';
import { PageTitle } from '../frame/page-title.tsx';
import { useAddress } from '../frame/use-address.ts';
import { ActDialog } from './act-dialog.tsx';
import { ActsCard } from './acts-card.tsx';
import { EvidenceCard } from './evidence-card.tsx';
import { GuardrailsTable } from './guardrails-table.tsx';
import { statusText } from './rollout-words.ts';
import { StaleCard } from './stale-card.tsx';
import { StartDialog } from './start-dialog.tsx';
import { StepsCard } from './steps-card.tsx';
import { type RolloutAct, useRollout, useRollouts } from './use-rollouts.ts';

type Rollouts = ReplyOf<typeof listRollouts>;

const isOver = ({ verdict }: RolloutView): boolean => verdict === undefined;

const OneRollout = ({ rolloutId }: { readonly rolloutId: string }) => {
  const { person } = useSession();
  const { data, error, refetch } = useRollout(rolloutId);
  const [act, setAct] = useState<RolloutAct>('pause');
  const [isAsking, { open, close }] = useDisclosure(false);
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <LoadingState label="Loading the rollout" rows={3} rowHeight={160} />;
  const ask = (wanted: RolloutAct) => {
    setAct(wanted);
    open();
  };
  return (
    <>
      <StepsCard rollout={data} onAct={person?.role === 'admin' && !isOver(data) ? ask : undefined} />
      <EvidenceCard points={data.points} evidence={data.evidence} />
      <GuardrailsTable evidence={data.evidence} alpha={data.document.alpha} />
      <ActsCard acts={data.acts} document={data.document} />
      <ActDialog opened={isAsking} rolloutId={rolloutId} act={act} onClose={close} />
    </>
  );
};

const Chooser = ({
  rollouts,
  chosen,
}: {
  readonly rollouts: Rollouts['rollouts'];
  readonly chosen: string;
}) => {
  const { set } = useAddress();
  const data = rollouts.map(({ rolloutId, document, status, acts }) => ({
    value: rolloutId,
    label: `${document.challenger}, ${statusText(status)}, ${dayAndTime(acts[0]?.time ?? document.expires)}`,
  }));
  return (
    <Card padding="lg">
      <Select
        label="Rollout"
        data={data}
        value={chosen}
        allowDeselect={false}
        onChange={(value) => set('rollout', value ?? '')}
      />
    </Card>
  );
};

const Body = ({ data, onStart }: { readonly data: Rollouts; readonly onStart: (() => void) | undefined }) => {
  const { params } = useAddress();
  const [newest] = data.rollouts;
  const asked = data.rollouts.find(({ rolloutId }) => rolloutId === params.get('rollout'));
  const chosen = (asked ?? newest)?.rolloutId;
  return (
    <Stack gap="lg">
      {chosen === undefined ? (
        <EmptyState
          order={2}
          title="No model was ever rolled out here"
          action={onStart && <Button onClick={onStart}>Start a rollout…</Button>}
        >
          A rollout gives a challenger 1, 5, 25, 50 and 100 % of the accounts, compares it with as many that
          keep their model, and takes it back by itself. {data.obstacle}
        </EmptyState>
      ) : (
        <>
          {data.rollouts.length > 1 && <Chooser rollouts={data.rollouts} chosen={chosen} />}
          <OneRollout key={chosen} rolloutId={chosen} />
        </>
      )}
      <StaleCard />
    </Stack>
  );
};

/** How a new model gets its accounts, what speaks against it, and who decided what: live. */
export const RolloutsPage = () => {
  const { person } = useSession();
  const { data, error, refetch } = useRollouts();
  const [isStarting, { open, close }] = useDisclosure(false);
  const canStart = person?.role === 'admin' && data !== undefined && data.obstacle === undefined;
  return (
    <>
      <PageTitle
        title="Rollouts"
        actions={canStart && data.rollouts.length > 0 && <Button onClick={open}>Start a rollout…</Button>}
      >
        How a new model gets its accounts, and is taken back by itself.
      </PageTitle>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {!data && !error && <LoadingState label="Loading the rollouts" rows={3} rowHeight={160} />}
      {data && <Body data={data} onStart={canStart ? open : undefined} />}
      {data && <StartDialog opened={isStarting} rollouts={data} onClose={close} />}
    </>
  );
};

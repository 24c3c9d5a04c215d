import { List, Modal, Select, Text } from '@mantine/core';
import { useState } from 'react';
import type { listRollouts } from '../../../services/contracts/http/rollouts.ts';
import type { ReplyOf } from '../../../services/contracts/http/route.ts';
import { rolloutPlan, USUAL_ROLLOUT_MS } from '../../../services/contracts/rollout.ts';
import { count, counted } from '../../look/format.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { stepsFor } from './plan-presets.ts';
import { partsText } from './rollout-words.ts';
import { useStartRollout } from './use-rollouts.ts';

type Rollouts = ReplyOf<typeof listRollouts>;

interface StartProps {
  readonly rollouts: Rollouts;
  readonly onClose: () => void;
}

/** So many accounts find nothing but gross harm (`npm run bench:canary`). */
const FEW = 1_000;

const StartForm = ({ rollouts: { challengers, baseline, established }, onClose }: StartProps) => {
  const [first] = challengers;
  const [wanted, setWanted] = useState(first);
  const { mutate, isPending, error } = useStartRollout(onClose);
  const challenger = challengers.find((name) => name === wanted);
  const steps = stepsFor(established);
  const [expires] = useState(() => new Date(Date.now() + USUAL_ROLLOUT_MS).toISOString());
  const document = challenger && rolloutPlan.parse({ challenger, steps, expires });
  return (
    <ReasonForm
      act="Start"
      onAct={(reason) => {
        if (challenger) mutate({ challenger, steps, reason });
      }}
      instead={document && { proposal: { kind: 'rollout', document } }}
      {...{ isPending, error, onClose }}
    >
      <Select
        label="Challenger"
        description={`Against ${baseline ?? 'the model of today'}, which everybody has now.`}
        data={[...challengers]}
        value={wanted ?? null}
        allowDeselect={false}
        onChange={(value) => setWanted(challengers.find((name) => name === value))}
      />
      <Text size="sm">
        The shop has {counted(established, 'established account')}; only those are counted. The plan:
      </Text>
      <List size="sm" aria-label="Steps">
        {steps.map(({ parts, leastAccounts, leastMinutes }) => (
          <List.Item key={parts}>
            {partsText(parts)}, for {counted(leastMinutes, 'minute')} and {counted(leastAccounts, 'account')}{' '}
            at least
          </List.Item>
        ))}
      </List>
      {established < FEW && (
        <Text size="sm">
          So few accounts tell gross harm only: a fifth less conversion takes about {count(2_650)} to be
          found.
        </Text>
      )}
      <Text size="sm">
        It goes on by itself while no guardrail has anything against it, is taken back by itself when one has,
        and expires in 14 days. Other plans: POST /v1/rollouts.
      </Text>
    </ReasonForm>
  );
};

/** What a rollout will do, before it begins; and why, for the log. */
export const StartDialog = ({ opened, ...form }: StartProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title="Start a rollout" size="lg">
    <StartForm {...form} />
  </Modal>
);

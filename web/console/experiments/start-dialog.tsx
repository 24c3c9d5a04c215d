import { Modal, NumberInput, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { type ExperimentFault, MAX_EXPERIMENT_PARTS } from '../../../services/contracts/http/experiments.ts';
import { counted } from '../../look/format.ts';
import { ReasonForm } from '../frame/reason-form.tsx';
import { FAULT_KINDS, FAULTS, type FaultKind } from './experiment-words.ts';
import { type Experiments, useStartExperiment } from './use-experiments.ts';

interface StartProps {
  readonly experiments: Experiments;
  readonly onClose: () => void;
}

type Model = Experiments['models'][number];

/** A percentage has a hundred parts of ten thousand. */
const PARTS = 100;
const MAX_SHARE = 50;

const faultOf = (kind: FaultKind, model: Model, milliseconds: number): ExperimentFault => {
  switch (kind) {
    case 'delay':
      return { kind, model, milliseconds };
    case 'drop-inputs':
      return { kind, model };
    case 'stale':
    case 'objects-away':
      return { kind };
  }
};

interface AmountProps {
  readonly label: string;
  readonly description?: string;
  readonly value: number;
  readonly max: number;
  readonly suffix: string;
  readonly onChange: (value: number) => void;
}

const Amount = ({ onChange, ...props }: AmountProps) => (
  <NumberInput
    {...props}
    min={1}
    allowDecimal={false}
    clampBehavior="strict"
    onChange={(value) => onChange(Number(value))}
  />
);

const StartForm = ({ experiments: { models, established, left }, onClose }: StartProps) => {
  const { mutate, isPending, error } = useStartExperiment(onClose);
  const [kind, setKind] = useState<FaultKind>('delay');
  const [model, setModel] = useState<Model>('peers');
  const [milliseconds, setMilliseconds] = useState(100);
  const [accounts, setAccounts] = useState(1);
  const [share, setShare] = useState(10);
  const [minutes, setMinutes] = useState(10);
  const isOfModel = kind === 'delay' || kind === 'drop-inputs';
  const lists = Math.floor((left * share) / PARTS);
  return (
    <ReasonForm
      act="Start"
      isBlocked={[milliseconds, accounts, share, minutes].some((amount) => amount < 1) || lists === 0}
      onAct={(reason) =>
        mutate({
          ...{ fault: faultOf(kind, model, milliseconds), minutes, reason },
          ...{ parts: accounts * PARTS, budgetShare: share * PARTS },
        })
      }
      {...{ isPending, error, onClose }}
    >
      <Select
        label="What"
        description={FAULTS[kind].text}
        data={FAULT_KINDS.map((value) => ({ value, label: FAULTS[value].label }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(FAULT_KINDS.find((one) => one === value) ?? 'delay')}
      />
      {isOfModel && (
        <Select
          label="Model"
          data={[...models]}
          value={model}
          allowDeselect={false}
          onChange={(value) => setModel(models.find((one) => one === value) ?? 'peers')}
        />
      )}
      {kind === 'delay' && (
        <Amount label="Delay" suffix=" ms" value={milliseconds} max={1_000} onChange={setMilliseconds} />
      )}
      {kind !== 'objects-away' && (
        <Amount
          label="Accounts"
          description={`Of ${counted(established, 'established account')}; others are left alone.`}
          {...{ suffix: '%', value: accounts, max: MAX_EXPERIMENT_PARTS / PARTS, onChange: setAccounts }}
        />
      )}
      <Amount
        label="Share of the error budget"
        description={`The budgets have ${counted(left, 'list')} left.`}
        {...{ suffix: '%', value: share, max: MAX_SHARE, onChange: setShare }}
      />
      <Amount label="Time" suffix=" minutes" value={minutes} max={60} onChange={setMinutes} />
      <Text size="sm" role="status">
        {lists === 0
          ? 'This share of the budget is not a single list: choose a larger one.'
          : `It stops by itself when ${counted(lists, 'list')} are the worse for it, when its time is over, when a budget is spent, or when an incident opens.`}
      </Text>
    </ReasonForm>
  );
};

/** What an experiment will do, and to whom, before it begins; and why, for the log. */
export const StartDialog = ({ opened, ...form }: StartProps & { readonly opened: boolean }) => (
  <Modal opened={opened} onClose={form.onClose} title="Start an experiment" size="lg">
    <StartForm {...form} />
  </Modal>
);

import { Divider, Group, NumberInput, Slider, Stack, Switch, TagsInput, Text } from '@mantine/core';
import { typedIds, withPins, withShare } from './flag-plan.ts';
import { shareText } from './flag-changes.ts';
import { ALL_WEIGHT, SAFE_VARIANT, type FlagPlan, type Share } from './model-flag.ts';

/** What a variant does, for somebody who wasn't there when it was built. */
const MEANINGS: Readonly<Record<string, string>> = {
  naive: 'Counts what is placed, cancelled or not. Whoever floods it wins.',
  popular: 'What all accounts together take home.',
  peers: 'What accounts take home who like what you like.',
};

const PERCENT = ALL_WEIGHT / 100;

interface ShareInputProps {
  readonly share: Share;
  /** Of the last variant: the rest, which can't be set by hand. */
  readonly isRest: boolean;
  readonly disabled: boolean;
  /** The most that this share can have. */
  readonly room: number;
  readonly onChange: (weight: number) => void;
}

const ShareInput = ({ share: { variant, weight }, isRest, disabled, room, onChange }: ShareInputProps) => (
  <div>
    <Group justify="space-between" wrap="nowrap" align="flex-end" gap="sm">
      <div>
        <Text fw={650}>
          {variant}
          {isRest && (
            <Text span c="dimmed" size="sm" fw={400}>
              {' '}
              gets the rest
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {MEANINGS[variant]}
        </Text>
      </div>
      {isRest ? (
        <Text fw={650} aria-label={`Share of ${variant}`} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {shareText(weight)}
        </Text>
      ) : (
        <NumberInput
          aria-label={`Share of ${variant}`}
          w={110}
          flex="none"
          suffix="%"
          min={0}
          max={room / PERCENT}
          step={1}
          decimalScale={2}
          clampBehavior="strict"
          disabled={disabled}
          value={weight / PERCENT}
          onChange={(value) => onChange(Math.round(Number(value) * PERCENT))}
        />
      )}
    </Group>
    <Slider
      mt="xs"
      aria-hidden={isRest || undefined}
      thumbLabel={`Share of ${variant}, slider`}
      thumbValueText={shareText}
      label={shareText}
      min={0}
      max={ALL_WEIGHT}
      domain={[0, ALL_WEIGHT]}
      step={PERCENT}
      disabled={disabled || isRest}
      color={variant === 'naive' ? 'tomato' : 'relish'}
      value={weight}
      onChange={onChange}
    />
  </div>
);

interface PlanEditorProps {
  readonly plan: FlagPlan;
  readonly canEdit: boolean;
  readonly onChange: (plan: FlagPlan) => void;
}

const Shares = ({ plan, canEdit, onChange }: PlanEditorProps) => {
  const rest = plan.shares.at(-1);
  return (
    <Stack gap="md">
      {plan.shares.map((share) => (
        <ShareInput
          key={share.variant}
          share={share}
          isRest={share === rest}
          disabled={!canEdit || !plan.enabled}
          room={share.weight + (rest?.weight ?? 0)}
          onChange={(weight) => onChange(withShare(plan, share.variant, weight))}
        />
      ))}
    </Stack>
  );
};

const Pins = ({ plan, canEdit, onChange }: PlanEditorProps) => (
  <Stack gap="sm">
    {plan.shares.map(({ variant }) => {
      const pinned = plan.pins
        .filter((pin) => pin.variant === variant)
        .flatMap(({ accountIds }) => accountIds);
      return (
        <TagsInput
          key={variant}
          label={`Pinned to ${variant}`}
          placeholder="Account ids"
          disabled={!canEdit || !plan.enabled}
          maxLength={128}
          clearable
          clearButtonProps={{ 'aria-label': `Unpin all from ${variant}` }}
          isDuplicate={(value, all) => all.includes(value)}
          value={pinned}
          onChange={(ids) => onChange(withPins(plan, variant, typedIds(ids, pinned)))}
        />
      );
    })}
  </Stack>
);

/** Kill switch, shares and pinned accounts. */
export const PlanEditor = (props: PlanEditorProps) => {
  const { plan, canEdit, onChange } = props;
  return (
    <Stack gap="lg">
      <Switch
        label="Kill switch"
        description={`While it is on, everybody gets ${SAFE_VARIANT}; shares and pins wait.`}
        color="tomato"
        size="md"
        disabled={!canEdit}
        checked={!plan.enabled}
        onChange={(event) => onChange({ ...plan, enabled: !event.currentTarget.checked })}
      />
      <Shares {...props} />
      <Divider label="Accounts that always get the same" labelPosition="left" />
      <Pins {...props} />
    </Stack>
  );
};

import { Textarea } from '@mantine/core';
import { reason } from '../../../services/contracts/primitives.ts';

/** Whether the service would take this as a reason. */
export const isReason = (text: string): boolean => reason.safeParse(text).success;

interface ReasonInputProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Why somebody does something that can change a list. It is kept for good, with their name. */
export const ReasonInput = ({ value, onChange }: ReasonInputProps) => (
  <Textarea
    label="Reason"
    description="Kept on the log, with your name."
    required
    autosize
    minRows={2}
    maxLength={500}
    data-autofocus
    error={value !== '' && !isReason(value) ? 'Say it in at least three characters.' : undefined}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);

import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { useRef } from 'react';

interface StepperProps {
  readonly quantity: number;
  readonly most: number;
  /** Names of the two buttons: "Add The Classic", "Remove one The Classic". */
  readonly more: string;
  readonly fewer: string;
  readonly onChange: (quantity: number) => void;
}

/** Adds to the basket, and then counts. The button that adds stays the same, so it keeps the focus. */
export const Stepper = ({ quantity, most, more, fewer, onChange }: StepperProps) => {
  const plus = useRef<HTMLButtonElement>(null);
  const takeOne = () => {
    if (quantity === 1) plus.current?.focus();
    onChange(quantity - 1);
  };
  return (
    <Group gap={6} wrap="nowrap">
      {quantity > 0 && (
        <>
          <ActionIcon variant="default" size={34} radius="xl" aria-label={fewer} onClick={takeOne}>
            <IconMinus size={16} aria-hidden />
          </ActionIcon>
          <Text fw={700} miw={20} ta="center" aria-label={`${quantity} in the basket`}>
            {quantity}
          </Text>
        </>
      )}
      <Button
        ref={plus}
        h={34}
        px={quantity > 0 ? 9 : 14}
        radius="xl"
        aria-label={more}
        disabled={quantity >= most}
        onClick={() => onChange(quantity + 1)}
        leftSection={quantity > 0 ? undefined : <IconPlus size={16} aria-hidden />}
      >
        {quantity > 0 ? <IconPlus size={16} aria-hidden /> : 'Add'}
      </Button>
    </Group>
  );
};

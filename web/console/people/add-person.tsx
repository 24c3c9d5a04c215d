import { Button, Group, Modal, NativeSelect, PasswordInput, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addPerson } from '../../../services/contracts/http/ordering.ts';
import type { BodyOf } from '../../../services/contracts/http/route.ts';
import { callRoute } from '../../look/api.ts';
import { ErrorState } from '../../look/states.tsx';

type NewPerson = BodyOf<typeof addPerson>;

const NOBODY: NewPerson = { accountId: '', name: '', role: 'customer', passcode: '' };
const ROLES: readonly { readonly value: NewPerson['role']; readonly label: string }[] = [
  { value: 'customer', label: 'Customer: orders' },
  { value: 'operator', label: 'Operator: runs the stand' },
  { value: 'analyst', label: 'Analyst: reads the console' },
  { value: 'admin', label: 'Admin: does everything' },
];

interface FieldsProps {
  readonly draft: NewPerson;
  readonly onChange: (change: Partial<NewPerson>) => void;
}

const Fields = ({ draft, onChange }: FieldsProps) => (
  <>
    <TextInput
      label="Name"
      required
      maxLength={100}
      data-autofocus
      value={draft.name}
      onChange={(event) => onChange({ name: event.currentTarget.value })}
    />
    <TextInput
      label="Account"
      description="What they sign in with. It can’t be changed later."
      required
      maxLength={128}
      autoCapitalize="none"
      spellCheck={false}
      value={draft.accountId}
      onChange={(event) => onChange({ accountId: event.currentTarget.value })}
    />
    <NativeSelect
      label="Role"
      data={[...ROLES]}
      value={draft.role}
      onChange={(event) =>
        onChange({
          role: ROLES.find(({ value }) => value === event.currentTarget.value)?.value ?? 'customer',
        })
      }
    />
    <PasswordInput
      label="Passcode"
      description="At least 6 characters. Hand it over yourself: it is never shown again."
      required
      minLength={6}
      maxLength={200}
      autoComplete="new-password"
      value={draft.passcode}
      onChange={(event) => onChange({ passcode: event.currentTarget.value })}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the passcode' }}
    />
  </>
);

interface AddPersonProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Lets somebody sign in. */
export const AddPerson = ({ opened, onClose }: AddPersonProps) => {
  const [draft, setDraft] = useState(NOBODY);
  const queries = useQueryClient();
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: () =>
      callRoute(addPerson, {
        body: { ...draft, accountId: draft.accountId.trim(), name: draft.name.trim() },
      }),
    onSuccess: ({ name }) => {
      close();
      notifications.show({ color: 'relish', title: 'Done', message: `${name} can sign in.` });
      return queries.invalidateQueries({ queryKey: ['people'] });
    },
  });
  const close = () => {
    setDraft(NOBODY);
    reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Add somebody">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack>
          <Fields draft={draft} onChange={(change) => setDraft((before) => ({ ...before, ...change }))} />
          {error && <ErrorState title="That didn’t work" error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};

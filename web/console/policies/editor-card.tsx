import { Button, Card, Group, JsonInput, List, Stack, Tabs, Text, Title } from '@mantine/core';
import { ErrorState } from '../../look/states.tsx';
import { changeText, labelOf } from './policy-changes.ts';
import { fields } from './policy-fields.ts';
import { PolicyForm } from './policy-form.tsx';
import { boundsText } from './policy-value.ts';
import type { PolicyEdit } from './use-draft.ts';
import { usePropose } from './use-policies.ts';

interface EditorCardProps {
  readonly edit: PolicyEdit;
  readonly canEdit: boolean;
  readonly onProposed: (digest: string) => void;
}

/** What is wrong, where a person finds it: by the words of the form where it has the field. */
const problemLines = ({ problems }: PolicyEdit): readonly string[] =>
  [...problems].map(([path, message]) => {
    const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`));
    if (!field) return path ? `${path}: ${message}` : message;
    return `${labelOf(field)}: ${field.kind === 'number' ? `may be ${boundsText(field)}` : message}`;
  });

const RawTab = ({ edit, canEdit }: Pick<EditorCardProps, 'edit' | 'canEdit'>) => (
  <JsonInput
    label="The whole policy as JSON"
    description="Shares and votes are in millionths here."
    autosize
    minRows={12}
    maxRows={32}
    readOnly={!canEdit}
    spellCheck={false}
    styles={{ input: { fontFamily: 'monospace' } }}
    error={[...edit.problems]
      .map(([path, message]) => `${path || 'the policy'}: ${message}`)
      .slice(0, 5)
      .join('; ')}
    value={edit.draft.text}
    onChange={edit.changeText}
  />
);

const FormTab = ({ edit, canEdit }: Pick<EditorCardProps, 'edit' | 'canEdit'>) =>
  edit.draft.value === undefined ? (
    <Text size="sm">What stands in the JSON tab can’t be read yet. Put it right there, or discard it.</Text>
  ) : (
    <PolicyForm
      value={edit.draft.value}
      problems={edit.problems}
      changed={new Set(edit.changes.map(({ path }) => path))}
      canEdit={canEdit}
      onChange={edit.changeValue}
    />
  );

const Pending = ({ edit, onProposed }: Pick<EditorCardProps, 'edit' | 'onProposed'>) => {
  const { mutate, isPending, error } = usePropose((digest) => {
    edit.drop();
    onProposed(digest);
  });
  const lines = problemLines(edit);
  return (
    <Stack gap="sm" mt="lg">
      {lines.length > 0 && (
        <Text c="var(--mantine-color-error)" role="alert" size="sm">
          {lines[0]}
        </Text>
      )}
      {edit.changes.length > 0 && (
        <List size="sm" aria-label="Unsaved changes">
          {edit.changes.map((change) => (
            <List.Item key={change.path}>{changeText(change)}</List.Item>
          ))}
        </List>
      )}
      {error && <ErrorState title="That didn’t work" error={error} />}
      <Group>
        <Button
          loading={isPending}
          disabled={!edit.policy || !edit.isChanged}
          onClick={() => edit.policy && mutate(edit.policy)}
        >
          Propose and try it
        </Button>
        <Button variant="default" disabled={!edit.isChanged} onClick={edit.drop}>
          Discard
        </Button>
      </Group>
    </Stack>
  );
};

/** The policy in force, ready to be edited into a proposal; proposing changes nothing yet. */
export const EditorCard = ({ edit, canEdit, onProposed }: EditorCardProps) => (
  <Card padding="lg" component="section" aria-labelledby="editor">
    <Title order={2} size="h4" id="editor">
      {canEdit ? 'Edit' : 'The policy in force'}
    </Title>
    <Text size="sm" c="dimmed" mb="md">
      {canEdit
        ? 'Begins with the policy in force. A proposal is tried on the whole log first; nothing changes before somebody activates it.'
        : 'Only an admin can propose another.'}
    </Text>
    <Tabs defaultValue="form" keepMounted={false}>
      <Tabs.List mb="md">
        <Tabs.Tab value="form">Form</Tabs.Tab>
        <Tabs.Tab value="json">JSON</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="form">
        <FormTab edit={edit} canEdit={canEdit} />
      </Tabs.Panel>
      <Tabs.Panel value="json">
        <RawTab edit={edit} canEdit={canEdit} />
      </Tabs.Panel>
    </Tabs>
    {canEdit && <Pending edit={edit} onProposed={onProposed} />}
  </Card>
);

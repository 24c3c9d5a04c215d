import { Alert, Button, Card, Group, JsonInput, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { BehaviourDocument } from '../../../services/contracts/http/behaviours.ts';
import { ErrorState } from '../../look/states.tsx';
import { behaviourChanges, judgeText, textOf } from './behaviour-words.ts';
import type { Proposal } from './save-dialog.tsx';
import { Statements } from './statements.tsx';
import { useTryBehaviours, type BehavioursState } from './use-behaviours.ts';

interface Edit {
  /** What was in force when the edit began. */
  readonly base: BehavioursState;
  readonly text: string;
}

const Trial = ({ documents }: { readonly documents: BehaviourDocument[] }) => {
  const { mutate, data, variables, isPending, error } = useTryBehaviours();
  return (
    <>
      <Group>
        <Button variant="default" loading={isPending} onClick={() => mutate(documents)}>
          Try them
        </Button>
      </Group>
      {error && <ErrorState title="That didn’t work" error={error} />}
      {data && (
        <Stack gap="xs" role="region" aria-label="As they would stand now">
          <Text size="sm" c="dimmed">
            As {data.model} answers now; it changed nothing.
          </Text>
          <Statements documents={variables} results={data.results} />
        </Stack>
      )}
    </>
  );
};

interface PendingProps {
  readonly edit: Edit;
  readonly isOutdated: boolean;
  readonly onReview: (proposal: Proposal) => void;
  readonly onDrop: () => void;
}

const Pending = ({ edit: { base, text }, isOutdated, onReview, onDrop }: PendingProps) => {
  const judged = judgeText(text);
  const documents = 'documents' in judged ? judged.documents : undefined;
  const changes = documents ? behaviourChanges(base.documents, documents) : [];
  return (
    <Stack gap="sm" mt="lg">
      {isOutdated && (
        <Alert color="mustard" title="Somebody changed the statements while you were editing">
          Your edit began from older ones, so it can’t be saved. Discard it, and begin with the new ones.
        </Alert>
      )}
      {changes.length > 0 && (
        <List size="sm" aria-label="Unsaved changes">
          {changes.map((change) => (
            <List.Item key={change} style={{ overflowWrap: 'anywhere' }}>
              {change}
            </List.Item>
          ))}
        </List>
      )}
      {documents && <Trial documents={documents} />}
      <Group>
        <Button
          disabled={!documents || changes.length === 0 || isOutdated}
          onClick={() =>
            documents && onReview({ title: 'Put these statements in force?', base, documents, reason: '' })
          }
        >
          Review changes
        </Button>
        <Button variant="default" onClick={onDrop}>
          Discard
        </Button>
      </Group>
    </Stack>
  );
};

interface EditorProps {
  readonly state: BehavioursState;
  readonly canEdit: boolean;
  readonly onReview: (proposal: Proposal) => void;
}

/** The statements in force as JSON, ready to be edited; nothing is saved before it was reviewed. */
export const BehavioursEditor = ({ state, canEdit, onReview }: EditorProps) => {
  const [edit, setEdit] = useState<Edit>();
  const text = edit?.text ?? textOf(state.documents);
  const judged = judgeText(text);
  return (
    <Card padding="lg" component="section" aria-labelledby="editor">
      <Title order={2} size="h4" id="editor" mb="md">
        {canEdit ? 'Edit' : 'As JSON'}
      </Title>
      <JsonInput
        label="All statements as JSON"
        description="A tolerance is in millionths of the cases: 0 is always."
        autosize
        minRows={8}
        maxRows={32}
        readOnly={!canEdit}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
        error={'fault' in judged ? judged.fault : undefined}
        value={text}
        onChange={(next) => setEdit({ base: edit?.base ?? state, text: next })}
      />
      {canEdit && edit && (
        <Pending
          edit={edit}
          isOutdated={edit.base.digest !== state.digest}
          onReview={onReview}
          onDrop={() => setEdit(undefined)}
        />
      )}
    </Card>
  );
};

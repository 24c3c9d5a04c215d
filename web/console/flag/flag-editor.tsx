import { Button, Card, Group, JsonInput, List, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { LoadingState } from '../../look/states.tsx';
import { MODEL_FLAG } from './model-flag.ts';
import { PlanEditor } from './plan-editor.tsx';
import type { Proposal } from './review-dialog.tsx';
import type { Edit } from './use-edit.ts';

/** It brings flagd's whole evaluator along. */
const FlagPreview = lazy(() => import('./flag-preview.tsx').then((m) => ({ default: m.FlagPreview })));

const RawEditor = ({
  edit,
  text,
  canEdit,
}: {
  readonly edit: Edit;
  readonly text: string;
  readonly canEdit: boolean;
}) => (
  <Stack gap="sm">
    <Text size="sm">
      These rules were not written here, so they are shown as they are. Edit them as flagd’s JSON.
    </Text>
    <JsonInput
      label={MODEL_FLAG}
      autosize
      minRows={8}
      maxRows={24}
      formatOnBlur
      readOnly={!canEdit}
      spellCheck={false}
      styles={{ input: { fontFamily: 'monospace' } }}
      error={edit.fault}
      value={text}
      onChange={(value) => edit.change({ text: value })}
    />
  </Stack>
);

interface FlagEditorProps {
  readonly edit: Edit;
  readonly canEdit: boolean;
  readonly onReview: (proposal: Proposal) => void;
}

const Pending = ({ edit, onReview }: Pick<FlagEditorProps, 'edit' | 'onReview'>) => {
  const { base, edited, changes, fault } = edit;
  const isChanged = edited !== undefined && changes.length > 0;
  return (
    <Stack gap="sm" mt="lg">
      {fault && 'plan' in edit.draft && (
        <Text c="var(--mantine-color-error)" role="alert" size="sm">
          {fault}
        </Text>
      )}
      {isChanged && (
        <List size="sm" aria-label="Unsaved changes">
          {changes.map((change) => (
            <List.Item key={change}>{change}</List.Item>
          ))}
        </List>
      )}
      <Group>
        <Button
          disabled={!isChanged || edit.isOutdated}
          onClick={() =>
            edited &&
            onReview({
              title: 'Save the flag?',
              base,
              flags: { ...base.flags, [MODEL_FLAG]: edited },
              reason: '',
            })
          }
        >
          Review changes
        </Button>
        <Button variant="default" disabled={!isChanged && !fault} onClick={edit.drop}>
          Discard
        </Button>
      </Group>
    </Stack>
  );
};

/** The flag as it is, ready to be edited; nothing is saved before it was reviewed. */
export const FlagEditor = ({ edit, canEdit, onReview }: FlagEditorProps) => (
  <>
    <Card padding="lg" component="section" aria-labelledby="who">
      <Title order={2} size="h4" id="who" mb="md">
        Who gets which model
      </Title>
      {'plan' in edit.draft ? (
        <PlanEditor plan={edit.draft.plan} canEdit={canEdit} onChange={(plan) => edit.change({ plan })} />
      ) : (
        <RawEditor edit={edit} text={edit.draft.text} canEdit={canEdit} />
      )}
      {canEdit && <Pending edit={edit} onReview={onReview} />}
    </Card>
    <Suspense fallback={<LoadingState label="Loading the preview" rows={1} rowHeight={160} />}>
      <FlagPreview now={edit.flag} edited={edit.changes.length > 0 ? edit.edited : undefined} />
    </Suspense>
  </>
);

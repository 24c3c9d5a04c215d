import { Button, Card, Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { itemLabel } from '../items/item-label.ts';
import { ItemPicker } from '../items/item-picker.tsx';
import { RecentLists } from './recent-lists.tsx';
import { type Asked, useRecorded } from './use-blame.ts';

/** The list's id as it is typed; it counts once it is sent. */
const RequestField = ({ asked }: { readonly asked: Asked }) => {
  const [typed, setTyped] = useState(asked.requestId);
  const [shown, setShown] = useState(asked.requestId);
  if (shown !== asked.requestId) {
    setShown(asked.requestId);
    setTyped(asked.requestId);
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    asked.set('request', typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <TextInput
          label="Request id of a list"
          placeholder="r-…"
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" variant="default">
          Open
        </Button>
      </Group>
    </form>
  );
};

/** The list's items, to choose from, and any other item. */
const ItemChoice = ({ asked }: { readonly asked: Asked }) => {
  const { data } = useRecorded(asked.requestId);
  const chosen = data?.answer.items.find(({ itemId }) => itemId === asked.itemId);
  return (
    <>
      <ItemPicker
        item={asked.itemId ? (chosen ?? { itemId: asked.itemId }) : undefined}
        onChange={(itemId) => asked.set('item', itemId)}
      />
      {data && (
        <Group gap="xs" mt="xs">
          {data.answer.items.map((item, index) => (
            <Button
              key={item.itemId}
              size="xs"
              variant={item.itemId === asked.itemId ? 'light' : 'default'}
              aria-pressed={item.itemId === asked.itemId}
              onClick={() => asked.set('item', item.itemId)}
            >
              {index + 1}. {itemLabel(item)}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
};

/** Which list, and which item. */
export const AskCard = ({ asked }: { readonly asked: Asked }) => (
  <Card padding="md" mb="lg">
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <RequestField asked={asked} />
      <AccountPicker
        label="Or the last lists of an account"
        placeholder="Whose?"
        accountId={asked.accountId}
        onChange={(accountId) => asked.set('account', accountId)}
      />
    </SimpleGrid>
    {asked.accountId !== '' && (
      <div style={{ marginTop: 12 }}>
        <RecentLists accountId={asked.accountId} />
      </div>
    )}
    {asked.requestId !== '' && (
      <div style={{ marginTop: 12 }}>
        <Text size="sm" c="dimmed" mb={4}>
          Which item? Any may be asked about, also one that isn’t in the list.
        </Text>
        <ItemChoice asked={asked} />
      </div>
    )}
  </Card>
);

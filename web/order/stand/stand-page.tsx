import { Badge, Group, Stack, Tabs, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChecklist, IconClockHour4, IconPackage } from '@tabler/icons-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { ErrorState, LoadingState } from '../../look/states.tsx';
import { keepFocus } from '../data/keep-focus.ts';
import { openingWords } from '../data/opening-words.ts';
import { useMenu, type Menu } from '../data/use-menu.ts';
import { ConfirmAct, type PendingAct } from './confirm-act.tsx';
import { HandedOver } from './handed-over.tsx';
import classes from './stand.module.css';
import { StockList } from './stock-list.tsx';
import { WaitingOrders } from './waiting-orders.tsx';

const StandTabs = ({
  menu,
  onAsk,
}: {
  readonly menu: Menu;
  readonly onAsk: (pending: PendingAct) => void;
}) => {
  const [search, setSearch] = useSearchParams();
  return (
    <Tabs
      keepMounted={false}
      classNames={{ tab: classes['tab'], tabSection: classes['icon'] }}
      value={search.get('show') ?? 'waiting'}
      onChange={(show) => setSearch(show ? { show } : {}, { replace: true })}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="waiting" leftSection={<IconClockHour4 size={18} aria-hidden />}>
          Waiting
        </Tabs.Tab>
        <Tabs.Tab value="handed-over" leftSection={<IconChecklist size={18} aria-hidden />}>
          Handed over
        </Tabs.Tab>
        <Tabs.Tab value="stock" leftSection={<IconPackage size={18} aria-hidden />}>
          Stock
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="waiting">
        <WaitingOrders pickupSeconds={menu.pickupSeconds} onAsk={onAsk} />
      </Tabs.Panel>
      <Tabs.Panel value="handed-over">
        <HandedOver onAsk={onAsk} />
      </Tabs.Panel>
      <Tabs.Panel value="stock">
        <StockList menu={menu} />
      </Tabs.Panel>
    </Tabs>
  );
};

/** The operator's place: who waits, what was handed over, what is left. */
export const StandPage = () => {
  useDocumentTitle('Stand · Relish');
  const menu = useMenu();
  const [pending, setPending] = useState<PendingAct>();
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1}>{menu.data?.stand.name ?? 'The stand'}</Title>
        {menu.data && (
          <Badge size="lg" color={menu.data.stand.open ? 'relish' : 'mustard'}>
            {menu.data.stand.open ? openingWords(menu.data.stand) : 'Closed'}
          </Badge>
        )}
      </Group>
      {menu.data ? (
        <StandTabs menu={menu.data} onAsk={setPending} />
      ) : menu.isError ? (
        <ErrorState title="The stand didn’t answer" error={menu.error} onRetry={menu.refetch} />
      ) : (
        <LoadingState label="Loading the stand" rows={3} rowHeight={150} />
      )}
      {pending && (
        <ConfirmAct
          key={`${pending.act} ${pending.order.orderId}`}
          pending={pending}
          onClose={() => {
            setPending(undefined);
            keepFocus();
          }}
        />
      )}
    </Stack>
  );
};

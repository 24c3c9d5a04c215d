import { Redirect, Route, Switch } from 'wouter';
import type { Person } from '../../../services/contracts/http/ordering.ts';
import { BasketProvider } from '../basket/basket-context.tsx';
import { OrderWatchProvider } from '../data/order-watch.tsx';
import { MenuPage } from '../menu/menu-page.tsx';
import { OrdersPage } from '../orders/orders-page.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { Shell } from './shell.tsx';

const PAGES = [
  { href: '/', label: 'Menu' },
  { href: '/orders', label: 'My orders' },
] as const;

/** What somebody who orders sees. */
export const CustomerApp = ({ person }: { readonly person: Person }) => (
  <OrderWatchProvider>
    <BasketProvider key={person.accountId} accountId={person.accountId}>
      <Shell pages={PAGES}>
        <Switch>
          <Route path="/">
            <MenuPage name={person.name} />
          </Route>
          <Route path="/orders">
            <OrdersPage />
          </Route>
          <Route path="/stand">
            <Elsewhere title="The stand is for whoever runs it">
              You are signed in as {person.name}, who orders here.
            </Elsewhere>
          </Route>
          <Route path="/menu">
            <Redirect to="/" replace />
          </Route>
          <Route>
            <Elsewhere title="There is nothing at this address" />
          </Route>
        </Switch>
      </Shell>
    </BasketProvider>
  </OrderWatchProvider>
);

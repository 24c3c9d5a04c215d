import { Redirect, Route, Switch } from 'wouter';
import type { Role } from '../../../services/contracts/primitives.ts';
import { StandPage } from '../stand/stand-page.tsx';
import { Shell } from './shell.tsx';

const PAGES = [{ href: '/stand', label: 'Stand' }] as const;

/** What the operator sees; administrators see it too, and the way to their console. */
export const StandApp = ({ role }: { readonly role: Role }) => (
  <Shell pages={PAGES} console={role === 'admin'}>
    <Switch>
      <Route path="/stand">
        <StandPage />
      </Route>
      <Route>
        <Redirect to="/stand" replace />
      </Route>
    </Switch>
  </Shell>
);

import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useSession } from '../../look/session.tsx';
import { EmptyState, LoadingState } from '../../look/states.tsx';
import { pages, type ConsolePage } from '../pages.ts';

const NotFound = () => (
  <EmptyState
    title="There is nothing here"
    action={
      <Button component={Link} href="/">
        Go to the overview
      </Button>
    }
  >
    The address may be mistyped, or the page may have moved.
  </EmptyState>
);

const Guarded = ({ page: { roles, Page } }: { readonly page: ConsolePage }) => {
  const { person } = useSession();
  return person && roles.includes(person.role) ? (
    <Page />
  ) : (
    <EmptyState title="This page isn’t for your role">It needs the role {roles.join(' or ')}.</EmptyState>
  );
};

/** The page of the address. */
export const PageSwitch = () => (
  <Suspense fallback={<LoadingState label="Loading the page" />}>
    <Switch>
      {pages.map((page) => (
        <Route key={page.path} path={page.path}>
          <Guarded page={page} />
        </Route>
      ))}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  </Suspense>
);

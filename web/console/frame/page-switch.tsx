import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { Link, Route, Switch } from 'wouter';
import { useSession } from '../../look/session.tsx';
import { EmptyState, LoadingState } from '../../look/states.tsx';
import { pages, type ConsolePage } from '../pages.ts';
import { PageTitle } from './page-title.tsx';

const NotFound = () => (
  <>
    <PageTitle title="Not found" />
    <EmptyState
      order={2}
      title="There is nothing here"
      action={
        <Button component={Link} href="/">
          Go to the overview
        </Button>
      }
    >
      The address may be mistyped, or the page may have moved.
    </EmptyState>
  </>
);

const Guarded = ({ page: { label, roles, Page } }: { readonly page: ConsolePage }) => {
  const { person } = useSession();
  return person && roles.includes(person.role) ? (
    <Page />
  ) : (
    <>
      <PageTitle title={label} />
      <EmptyState order={2} title="This page isn’t for your role">
        It needs the role {roles.join(' or ')}.
      </EmptyState>
    </>
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

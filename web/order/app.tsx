import { lazy, Suspense } from 'react';
import { SignInGate } from '../look/sign-in.tsx';
import { useSession } from '../look/session.tsx';
import { HotDog } from './drawing/hot-dog.tsx';
import classes from './app.module.css';
import { LoadingState } from '../look/states.tsx';

// Nobody needs both: each role loads what is its.
const CustomerApp = lazy(() =>
  import('./shell/customer-app.tsx').then((module) => ({ default: module.CustomerApp })),
);
const StandApp = lazy(() => import('./shell/stand-app.tsx').then((module) => ({ default: module.StandApp })));

const HERO = { itemId: 'bcpcc-8', name: 'Blue cheese and potato chips' } as const;
const ALLOWED = ['customer', 'operator', 'admin'] as const;

/** The ordering app: each role sees only what is its. */
export const App = () => {
  const { person } = useSession();
  return (
    <SignInGate
      title="Hungry?"
      allow={ALLOWED}
      picture={<HotDog item={HERO} className={classes['hero']} />}
      intro="Sign in to order from the stand, and to see what you may like."
    >
      <Suspense fallback={<LoadingState label="Loading" />}>
        {person?.role === 'customer' ? (
          <CustomerApp person={person} />
        ) : (
          person && <StandApp role={person.role} />
        )}
      </Suspense>
    </SignInGate>
  );
};

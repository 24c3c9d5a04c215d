import '../look/no-eval.ts';
import { mountApp } from '../look/mount-app.tsx';
import { SignInGate } from '../look/sign-in.tsx';

mountApp(
  <SignInGate title="Hungry?" allow={['customer', 'operator', 'admin']}>
    <p>hello</p>
  </SignInGate>,
);

import '../look/no-eval.ts';
import { Router } from 'wouter';
import { mountApp } from '../look/mount-app.tsx';
import { SignInGate } from '../look/sign-in.tsx';
import { Frame } from './frame/frame.tsx';
import { CONSOLE_ROLES } from './pages.ts';

mountApp(
  <Router base="/console">
    <SignInGate
      title="Relish console"
      allow={CONSOLE_ROLES}
      intro="See what counts and what doesn’t, and who moves the lists."
    >
      <Frame />
    </SignInGate>
  </Router>,
);

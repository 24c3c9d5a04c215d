import '../look/no-eval.ts';
import { mountApp } from '../look/mount-app.tsx';
import { App } from './app.tsx';

mountApp(<App />);

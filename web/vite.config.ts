import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where each app is served. One service serves both, beside the API. */
const apps = { order: '/', console: '/console/' } as const;
const isApp = (mode: string): mode is keyof typeof apps => mode in apps;
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `vite build --config web/vite.config.ts --mode order|console`. */
export default defineConfig(({ mode }) => {
  if (!isApp(mode)) throw new Error(`--mode must be one of ${Object.keys(apps).join(', ')}`);
  return {
    root: at(mode),
    base: apps[mode],
    publicDir: false,
    cacheDir: at(`../.build/vite/${mode}`),
    plugins: [react()],
    build: {
      outDir: at(`../.build/web/${mode}`),
      emptyOutDir: true,
      target: 'es2023',
      // The pages' policy allows scripts and styles of this origin only: nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
    },
    server: { proxy: { '/api': 'http://127.0.0.1:8080', '/v1': 'http://127.0.0.1:8080' } },
  };
});

import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { mockServer } from './dev/mock';

// With TINYPIXEL_URL set, the development server speaks to a running Tinypixel in place of the mock.
const server = process.env['TINYPIXEL_URL'];

// The server sends a strict content security policy: nothing inline, nothing from elsewhere.
export default defineConfig(({ command }) => ({
  base: '/',
  plugins: command === 'serve' && !process.env['VITEST'] && server === undefined ? [mockServer()] : [],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
  build: {
    target: 'es2022',
    outDir: resolve(import.meta.dirname, '../../../target/frontend'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: server === undefined ? undefined : { '/api': server, '/t': server },
  },
  test: { environment: 'happy-dom', include: ['test/**/*.test.{ts,tsx}'] },
}));

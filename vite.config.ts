import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { splitWords } from './src/i18n/split-words.plugin.ts';

const port = Number(process.env.PORT) || 4173;

export default defineConfig({
  // Relative addresses, so that the built page works at the root of a host and in a folder of one.
  base: './',
  // There is one page and no client-side routing: a missing file must answer 404, not the page.
  appType: 'mpa',
  plugins: [splitWords(), react()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
  // An address rather than the name: "localhost" may mean ::1 only, and the printed link must work.
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          // The runner keeps one core to itself, and on two that is half of the machine.
          maxWorkers: '100%',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**'],
          // Theory and golden runs simulate minutes; a slow two-core machine needs room for them.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          // One browser at a time: frame times are measured, and two browsers would share two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

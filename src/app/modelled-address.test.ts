// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { openPanel, sessionStore } from '../stores/session.ts';
import { keepModelledAddress } from './modelled-address.ts';

afterEach(() => {
  openPanel(null);
  location.hash = '';
});

it('opens at the topic in the address', () => {
  location.hash = '#modelled=cache';
  keepModelledAddress();
  expect(sessionStore.getState()).toMatchObject({ openPanel: 'modelled', modelledTopic: 'cache' });
});

it('opens all the same where the address was cut short', () => {
  location.hash = '#modelled=%E0%A4%';
  expect(keepModelledAddress).not.toThrow();
  expect(sessionStore.getState().openPanel).toBe('modelled');
});

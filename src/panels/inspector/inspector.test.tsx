// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initI18n } from '../../i18n/i18n.ts';
import { documentStore, openFile, setParam, undo } from '../../stores/document.ts';
import { openPanel, select, setInspectorTab } from '../../stores/session.ts';
import { ConnectDialog } from '../connect-dialog.tsx';
import { Inspector } from './inspector.tsx';

const params = (id: string) => documentStore.getState().file.nodes.find((n) => n.id === id)?.params;

beforeEach(() => {
  initI18n('en');
  setInspectorTab('params');
  openFile(
    {
      version: 1,
      name: 'Test',
      nodes: [
        { id: 'client', kind: 'client' },
        { id: 'lb', kind: 'loadBalancer' },
        { id: 'web', kind: 'webServer', label: 'Web' },
        { id: 'cache', kind: 'cache', params: { capacityKeys: 50 } },
      ],
      edges: [{ id: 'e1', kind: 'request', source: 'client', target: 'lb' }],
    },
    { recorded: 'never' },
  );
});
afterEach(() => {
  cleanup();
  select(null);
  openPanel(null);
});

async function inspect(id: string, type: 'node' | 'edge' = 'node') {
  select({ type, id });
  render(<Inspector />);
  return userEvent.setup();
}

describe('the inspector', () => {
  it('changes a number on Enter, as one step of undo', async () => {
    const user = await inspect('web');
    const field = await screen.findByRole('textbox', { name: 'Servers' });
    await user.clear(field);
    await user.type(field, '3{Enter}');
    expect(params('web')).toEqual({ instances: 3 });
    undo();
    await waitFor(() => expect(field).toHaveProperty('value', '1'));
  });

  it('keeps the focus in a row whose moment is changed', async () => {
    const points = [
      { atMs: 0, ratePerSec: 10 },
      { atMs: 5000, ratePerSec: 20 },
    ];
    setParam('client', 'arrival', { process: 'schedule', points });
    const user = await inspect('client');
    await user.click(await screen.findByRole('button', { name: 'Arrivals: Schedule' }));
    const field = await screen.findByRole('textbox', { name: 'At 2' });
    await user.click(field);
    await user.keyboard('{ArrowUp}');
    expect(params('client')).not.toMatchObject({ arrival: { points } });
    expect(document.activeElement).toBe(field);
    expect(field.isConnected).toBe(true);
  });

  it('turns a mechanism on, with its defaults, and off again', async () => {
    const user = await inspect('lb');
    await user.click(await screen.findByRole('switch', { name: 'Sticky sessions' }));
    expect(params('lb')).toEqual({ sticky: {} });
    const field = await screen.findByRole('textbox', { name: 'Full at' });
    await user.clear(field);
    await user.type(field, '3{Enter}');
    expect(params('lb')).toEqual({ sticky: { maxActive: 3 } });
    // Back to the default of a field is not off.
    await user.click(screen.getByRole('button', { name: 'Full at: Back to the default' }));
    expect(params('lb')).toEqual({ sticky: {} });
    await user.click(screen.getByRole('switch', { name: 'Sticky sessions' }));
    expect(params('lb')).toBeUndefined();
  });

  it('says beside the field why a value is refused, and does not commit it', async () => {
    const user = await inspect('web');
    const field = await screen.findByRole('textbox', { name: 'Servers' });
    await user.clear(field);
    await user.type(field, '0{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('At least 1.');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(params('web')).toBeUndefined();
    await user.clear(field);
    await user.type(field, '2.5{Enter}');
    expect(screen.getByRole('alert').textContent).toBe('This must be a whole number.');
    await user.keyboard('{Escape}');
    expect(field).toHaveProperty('value', '1');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows the default and where it comes from, and goes back to it', async () => {
    const user = await inspect('cache');
    expect(await screen.findByText(/Default: 1,000 · /)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Capacity: Back to the default' }));
    expect(params('cache')).toBeUndefined();
  });

  it('takes “none” where a field allows it', async () => {
    const user = await inspect('cache');
    const field = await screen.findByRole('textbox', { name: 'Expiry (TTL)' });
    await user.clear(field);
    await user.type(field, 'none{Enter}');
    expect(params('cache')).toEqual({ capacityKeys: 50, ttlMs: null });
  });

  it('offers the latency table and every shape for a duration', async () => {
    const user = await inspect('web');
    await user.click(await screen.findByRole('button', { name: /^Own work: / }));
    const form = screen.getByRole('combobox', { name: /^Own work: / });
    await user.selectOptions(form, 'figure:sql-simple');
    expect(params('web')).toEqual({ service: { figure: 'sql-simple' } });
    await user.selectOptions(form, 'lognormal');
    expect(params('web')).toEqual({ service: { dist: 'lognormal', p5Ms: 1, p95Ms: 10 } });
  });

  it('shows the params of a connection', async () => {
    const user = await inspect('e1', 'edge');
    const field = await screen.findByRole('textbox', { name: 'Loss' });
    await user.clear(field);
    await user.type(field, '5{Enter}');
    expect(documentStore.getState().file.edges?.[0]?.params).toEqual({ lossRatio: 0.05 });
  });

  it('turns a group on and off that is off by default, and keeps it on when its last field is reset', async () => {
    const user = await inspect('e1', 'edge');
    const edge = () => documentStore.getState().file.edges?.[0]?.params;
    const toggle = await screen.findByRole('switch', { name: 'Circuit breaker' });
    expect(screen.queryByRole('textbox', { name: 'Open for' })).toBeNull();
    await user.click(toggle);
    expect(edge()).toEqual({ circuitBreaker: {} });
    const field = screen.getByRole('textbox', { name: 'Open for' });
    expect(field).toHaveProperty('value', '5');
    await user.clear(field);
    await user.type(field, '60{Enter}');
    expect(edge()).toEqual({ circuitBreaker: { openMs: 60_000 } });
    await user.click(screen.getByRole('button', { name: /^Open for: Back to the default/ }));
    expect(edge()).toEqual({ circuitBreaker: {} });
    await user.click(toggle);
    expect(edge()).toBeUndefined();
  });

  it('shows the scenario when nothing is selected, and adds a fault to it', async () => {
    render(<Inspector />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Add a fault' }));
    expect(documentStore.getState().scenario.faults).toMatchObject([{ kind: 'crash' }]);
    await user.click(screen.getByRole('button', { name: 'Remove this fault' }));
    expect(documentStore.getState().scenario.faults).toEqual([]);
  });

  it('refuses an objective that cannot be read', async () => {
    render(<Inspector />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Add an objective' }));
    const field = screen.getByRole('textbox', { name: 'Objectives' });
    await user.type(field, 'fast please{Enter}');
    expect(screen.getByRole('alert')).toBeTruthy();
    expect(documentStore.getState().scenario.objectives).toEqual([]);
    await user.clear(field);
    await user.type(field, 'latencyMs.p99 < 200{Enter}');
    expect(documentStore.getState().scenario.objectives).toEqual(['latencyMs.p99 < 200']);
  });
});

describe('connecting by keyboard', () => {
  it('offers what may be called, and draws the chosen edge', async () => {
    select({ type: 'node', id: 'lb' });
    render(<ConnectDialog />);
    const user = userEvent.setup();
    const group = screen.getByRole('group', { name: 'Can be connected' });
    expect(within(group).getAllByRole('option')).toHaveLength(1);
    await user.type(screen.getByRole('combobox'), 'web{Enter}');
    expect(documentStore.getState().file.edges?.at(-1)).toMatchObject({
      kind: 'request',
      source: 'lb',
      target: 'web',
    });
  });
});

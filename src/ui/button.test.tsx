// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { Button } from './button.tsx';
import { LockContext } from './lock.ts';

afterEach(cleanup);

it('does nothing where it is locked but say why, by any key', async () => {
  const said: string[] = [];
  render(
    <LockContext value={{ reason: 'read-only', onTry: () => said.push('why') }}>
      <Button onClick={() => said.push('clicked')} onKeyDown={() => said.push('key')}>
        Crash
      </Button>
    </LockContext>,
  );
  screen.getByRole('button').focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(said).toEqual([]);
  await userEvent.keyboard('{Enter}');
  expect(said).toEqual(['why']);
});

/** A pool's connections in use at the cursor, and the calls that wait for one. */
import { Fragment, useMemo } from 'react';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { nameOf } from '../../stores/document.ts';
import type { PoolLoad } from '../../stores/pool-loads.ts';
import { type PoolsOf, poolsNow } from '../../stores/pools-now.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { NowLine } from './now-line.tsx';

/** Read whenever the run's version rises; the same figures keep their list. */
export function usePools(of: PoolsOf): readonly PoolLoad[] {
  const key = useRun(() => JSON.stringify(poolsNow(of)));
  return useMemo(() => JSON.parse(key) as PoolLoad[], [key]);
}

/** Two rows for each, in a list of figures. Named by its other end: of a caller it is the target, of a connection the caller. */
export function PoolLines({
  pools,
  by,
}: {
  readonly pools: readonly PoolLoad[];
  readonly by: 'target' | 'caller';
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const tenths = (value: number) => format.number(Math.round(value * 10) / 10);
  return pools.map(({ pool, caller, target, inUse, connections, waiting }) => (
    <Fragment key={pool}>
      <NowLine
        label={
          by === 'target'
            ? t('inspector.now.connectionsTo', { name: nameOf(target) })
            : t('inspector.now.connectionsOf', { name: nameOf(caller) })
        }
      >
        {`${tenths(inUse)} / ${tenths(connections)}`}
      </NowLine>
      <NowLine label={t('inspector.now.waitingForConnection')}>{tenths(waiting)}</NowLine>
    </Fragment>
  ));
}
